"""Which files of a folder are read: what is asked for holds in every command, the rest is named."""

import json

import pytest

from assistant.commands.cli import main
from index.readers.formats import FORMATS
from index.storage.store import Store

pytestmark = pytest.mark.usefixtures("without_model")


@pytest.fixture
def docs(tmp_path, monkeypatch):
    folder = tmp_path / "docs"
    for name in ["a.txt", "b.md", "old/c.txt", "old/d.md", "e.xyz", ".hidden"]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The bridge {name} was closed.")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def quoth(capfd, docs):
    """Run a command over the folder; return the exit code, stdout and stderr."""

    def run(*arguments):
        code = main([*arguments, "-s", "docs", "--index", "index"])
        return (code, *capfd.readouterr())

    return run


@pytest.fixture
def documents(quoth):
    def listed():
        record = json.loads(quoth("index", "--info", "--json")[1])
        return [document["id"] for document in record["document_list"]]

    return listed


class TestFilters:
    @pytest.mark.parametrize(
        ("options", "kept"),
        [
            (["--include", "*.txt"], ["a.txt", "old/c.txt"]),
            (["--include", "/*.txt", "--include", "*.md"], ["a.txt", "b.md", "old/d.md"]),
            (["--include", "old/"], ["old/c.txt", "old/d.md"]),
            (["--include", "old/", "--include", "!*.md"], ["old/c.txt"]),
            (["--exclude", "old"], ["a.txt", "b.md"]),
            (["--exclude", "*.md", "--exclude", "!b.md"], ["a.txt", "b.md", "old/c.txt"]),
            (["--include", "*.txt", "--exclude", "old/"], ["a.txt"]),
        ],
    )
    def test_decide_what_is_read(self, quoth, documents, options, kept):
        assert quoth("index", *options)[0] == 0
        assert documents() == kept

    def test_hold_for_every_later_refresh(self, quoth, documents, docs):
        quoth("index", "--exclude", "old/")
        (docs / "new.txt").write_text("A new bridge was opened.")
        (docs / "old" / "new.txt").write_text("An old bridge was opened.")
        quoth("ask", "bridge")
        assert documents() == ["a.txt", "b.md", "new.txt"]
        (docs / "newer.txt").write_text("A newer bridge was opened.")
        quoth("index")
        assert documents() == ["a.txt", "b.md", "new.txt", "newer.txt"]
        assert quoth("index", "--check")[0] == 0

    def test_are_recorded_also_where_they_change_nothing_yet(self, quoth, documents, docs):
        quoth("index", "--include", "old/")
        quoth("index", "--include", "old/", "--exclude", "new*")
        (docs / "old" / "new.txt").write_text("A new bridge was opened.")
        quoth("ask", "bridge")
        assert documents() == ["old/c.txt", "old/d.md"]

    def test_are_replaced_by_naming_any(self, quoth, documents):
        quoth("index", "--include", "*.md", "--exclude", "old/")
        quoth("index", "--include", "*")
        assert documents() == ["a.txt", "b.md", "old/c.txt", "old/d.md"]

    def test_hold_where_an_index_is_damaged_and_built_anew(self, quoth, documents, tmp_path):
        quoth("index", "--exclude", "old/")
        [texts] = (tmp_path / "index").glob("generation-*/texts.bin")
        texts.write_bytes(b"")
        assert quoth("index")[0] == 0
        assert documents() == ["a.txt", "b.md"]

    def test_hold_where_another_builder_was_first(self, quoth, docs, monkeypatch):
        """An index that is refreshed as it was is not one that forgets what was asked since."""
        quoth("index")
        (docs / "a.txt").write_text("The tunnel was closed.")
        claim = Store._claim

        def late(store):
            monkeypatch.setattr(Store, "_claim", claim)
            quoth("index", "--exclude", "old/")
            claim(store)

        monkeypatch.setattr(Store, "_claim", late)
        quoth("ask", "bridge")
        assert json.loads(quoth("index", "--json")[1])["exclude"] == ["old/"]

    def test_decide_what_is_verified(self, quoth, tmp_path):
        answers = quoth("ask", "--json", "old d.md bridge")[1]
        (tmp_path / "answers.jsonl").write_text(answers)
        assert quoth("verify", "answers.jsonl")[0] == 0
        quoth("index", "--exclude", "old/")
        code, out, _ = quoth("verify", "answers.jsonl")
        assert (code, out.splitlines()[-1]) == (1, "4 citations: 2 intact, 2 gone")

    def test_that_leave_nothing_say_so(self, quoth):
        code, out, err = quoth("index", "--exclude", "*")
        assert (code, out) == (2, "")
        assert err == (
            f"quoth: docs: holds nothing to read; Quoth reads {', '.join(FORMATS)} files; passed over: 4 excluded (see --include, --exclude and .gitignore)\n"
        )

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            (["--exclude", "a\\"], "argument --exclude: the pattern 'a\\\\' is malformed"),
            (["--include", ""], "argument --include: must be a pattern of file names, not ''"),
            (["--include", "#a"], "argument --include: must be a pattern of file names, not '#a'"),
        ],
    )
    def test_that_are_none_are_refused(self, capfd, arguments, error):
        assert main(["index", *arguments]) == 2
        assert capfd.readouterr().err == f"quoth: {error}; see quoth index --help\n"

    @pytest.mark.parametrize("action", [["--info"], ["--check"], ["--text", "a.txt"]])
    def test_belong_to_building(self, quoth, action):
        code, out, err = quoth("index", *action, "--include", "*.txt")
        assert (code, out) == (2, "")
        assert err.startswith("quoth: --include and --exclude say what an index is built of;")


class TestWhatIsSkipped:
    def test_is_named_with_its_reason(self, quoth, docs):
        (docs / ".gitignore").write_text("old/\n")
        quoth("index", "--exclude", "*.md")
        lines = quoth("index", "--info")[1].splitlines()
        assert lines[lines.index("skipped, excluded:") :] == [
            "skipped, excluded:",
            "  b.md",
            "skipped, hidden:",
            "  .gitignore",
            "  .hidden",
            "skipped, ignored:",
            "  old/",
            "skipped, unknown format:",
            "  e.xyz",
        ]

    def test_is_cut_for_people_and_whole_in_records(self, quoth, docs):
        for number in range(120, 0, -1):
            (docs / f"{number:03}.xyz").write_text("x")
        quoth("index")
        lines = quoth("index", "--info")[1].splitlines()
        first = lines.index("skipped, unknown format:")
        assert lines[first + 1 : first + 3] == ["  001.xyz", "  002.xyz"]
        assert lines[first + 20 :] == ["  020.xyz", "  and 101 more"]
        record = json.loads(quoth("index", "--info", "--json")[1])
        assert record["skipped"] == {"hidden": 1, "unknown format": 121}
        assert len(record["skipped_list"]) == 122
        assert record["skipped_list"][-1] == {
            "name": "e.xyz",
            "source": str(docs),
            "reason": "unknown format",
        }

    def test_is_said_by_a_build_where_it_is_little(self, quoth):
        err = quoth("index")[2]
        assert "quoth: skipped: .hidden (hidden), e.xyz (unknown format)\n" in err
        assert "skipped" not in quoth("index", "--quiet")[2]

    def test_is_counted_by_a_build_where_it_is_much(self, quoth, docs):
        for number in range(9):
            (docs / f"{number}.xyz").write_text("x")
        err = quoth("index")[2]
        assert (
            "quoth: skipped: 11 files and folders (1 hidden, 10 unknown format);"
            " list them with: quoth index --info\n"
        ) in err

    @pytest.mark.parametrize("asking", [("ask", "Who built the mill?"), ("batch", "q.jsonl")])
    def test_is_counted_once_where_documents_are_asked(self, quoth, docs, asking):
        (docs / "empty.txt").write_text("")
        (docs.parent / "q.jsonl").write_text('{"question": "Who built the mill?"}\n')
        err = quoth(*asking)[2]
        said = "files beside that were not read: 1 empty, 1 unknown format"
        assert err.count(f"quoth: {said}; list them with: quoth index --info\n") == 1
        assert "beside" not in quoth(*asking, "--quiet")[2]

    def test_is_not_told_where_it_is_on_purpose(self, quoth, docs):
        (docs / "e.xyz").unlink()
        assert "beside" not in quoth("ask", "Who built the mill?")[2]

    def test_that_cannot_be_read_is_told_in_one_line_where_it_is_much(self, quoth, docs):
        for number in range(5):
            (docs / f"{number}.pdf").write_text("no PDF")
        err = quoth("ask", "Who built the mill?")[2]
        first = "docs/0.pdf: is damaged, or is no PDF, and 4 more that were not read whole"
        assert f"quoth: {first}; list them with: quoth index --info\n" in err
        assert err.count("damaged") == 1

    def test_steers_no_terminal(self, quoth, docs):
        (docs / "\x1b[2J\n.xyz").write_text("x")
        _, _, err = quoth("index")
        out = quoth("index", "--info")[1]
        assert "\x1b" not in out + err
        assert "\\x1b[2J .xyz" in out
        assert "\\x1b[2J .xyz (unknown format)" in err

    def test_a_broken_gitignore_is_named_and_shows_in_the_exit_code(self, quoth, docs):
        (docs / ".gitignore").write_bytes(b"old\0")
        code, _, err = quoth("index")
        assert code == 1
        assert "docs/.gitignore: cannot be followed (it is no text)\n" in err


class TestInfo:
    def test_says_how_much_of_a_build_waits_to_go_on(self, quoth, tmp_path):
        quoth("index")
        assert "unfinished" not in quoth("index", "--info")[1]
        batch = tmp_path / "index" / ".building" / "batch-000000.0"
        batch.mkdir(parents=True)
        (batch / "texts.bin").write_bytes(b"x" * 1234)
        told = "unfinished:   1,234 bytes of a build that the next one goes on with\n"
        assert told in quoth("index", "--info")[1]
        assert json.loads(quoth("index", "--info", "--json")[1])["unfinished"] == 1234
