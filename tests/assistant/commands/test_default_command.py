import pytest

from assistant.commands.cli import COMMANDS, _add_commands, main
from assistant.commands.default_command import NoCommandError, with_command
from assistant.console.parser import OneLineParser


@pytest.fixture(scope="module")
def commands():
    return _add_commands(OneLineParser(prog="quoth"))


@pytest.fixture
def papers(tmp_path, monkeypatch):
    """A folder with a file, and it is the current one."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "my notes.txt").write_text("The cat sleeps.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestWithCommand:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("", "chat"),
            ("-k 3 --web --port 80", "chat -k 3 --web --port 80"),
            ("ask Who sleeps", "ask Who sleeps"),
            ("-o out.jsonl batch q.jsonl", "batch -o out.jsonl q.jsonl"),
            ("--output=out.jsonl batch q.jsonl", "batch --output=out.jsonl q.jsonl"),
            ("--history Who? ask Why?", "ask --history Who? Why?"),
            ("-k 1 --quiet ask Why?", "ask -k 1 --quiet Why?"),
            ("--text a.txt index", "index --text a.txt"),
            ("--exclude *.pdf index -s x", "index --exclude *.pdf -s x"),
            ("-k3 Who sleeps there?", "ask -k3 Who sleeps there?"),
            ("Who sleeps --json -- -5 degrees", "ask Who sleeps --json -- -5 degrees"),
        ],
    )
    def test_puts_the_command_first_whatever_stands_before_it(self, commands, typed, meant):
        assert list(with_command(typed.split(), commands)) == meant.split()

    def test_asks_a_question_of_several_words(self, commands):
        typed = ["--json", "Who sleeps in the barn?"]
        assert with_command(typed, commands) == ["ask", *typed]

    @pytest.mark.parametrize("word", ["papers", "./papers", "papers/", "my notes.txt"])
    def test_chats_over_a_path(self, commands, papers, word):
        assert with_command([word], commands) == ["chat", f"--source={word}"]

    def test_chats_over_several_as_a_shell_names_them(self, commands, papers):
        assert with_command(["-k", "1", "papers", "--plain", "my notes.txt"], commands) == [
            "chat", "-k", "1", "--source=papers", "--plain", "--source=my notes.txt",
        ]  # fmt: skip

    def test_takes_what_only_a_path_is_written_as_for_one(self, commands, papers):
        assert with_command(["papers/of/1999"], commands) == ["chat", "--source=papers/of/1999"]

    @pytest.mark.parametrize("word", ["chats", "bath", "indx", "verfy", "asks"])
    def test_says_which_command_was_mistyped(self, commands, papers, word):
        meant = {
            "chats": "chat",
            "bath": "batch",
            "indx": "index",
            "verfy": "verify",
            "asks": "ask",
        }
        for typed in ([word], [word, "q.jsonl"], ["-k", "1", word, "several", "words"]):
            with pytest.raises(NoCommandError, match=f"did you mean {meant[word]}\\?"):
                with_command(typed, commands)

    @pytest.mark.parametrize("word", ["", "-", "who", "x" * 5_000, "a\0b"])
    def test_leaves_open_what_another_single_word_may_mean(self, commands, papers, word):
        with pytest.raises(NoCommandError, match=r"to ask: quoth ask QUESTION$"):
            with_command([word], commands)

    def test_prefers_a_command_to_a_file_of_its_name(self, commands, papers):
        (papers / "chat").write_text("The dog barks.")
        assert with_command(["chat"], commands) == ["chat"]


class TestOptions:
    def test_of_one_name_take_a_value_in_every_command_or_in_none(self, commands):
        options = {name for parser in commands.values() for name in parser._option_string_actions}
        for option in options:
            having = [p for p in commands.values() if option in p._option_string_actions]
            assert len({parser.takes_value(option) for parser in having}) == 1


@pytest.mark.usefixtures("scripted")
class TestProgram:
    def test_answers_a_question_without_a_command(self, capfd):
        assert main(["Who sleeps there?", "-k", "1"]) == 0
        assert capfd.readouterr().out.startswith("75% sure:\n\n[1] »The cat sleeps.«")

    def test_chats_where_nothing_is_said(self, capfd, monkeypatch):
        monkeypatch.setattr("assistant.commands.chat.run", lambda options: options.k)
        assert main([]) == 5
        assert main(["-k", "7"]) == 7

    def test_says_in_one_line_what_was_mistyped(self, capfd):
        assert main(["caht"]) == 2
        assert capfd.readouterr().err == (
            f"quoth: 'caht' is none of the commands {', '.join(COMMANDS)} (did you mean chat?); "
            "to ask: quoth ask QUESTION; see quoth --help\n"
        )
