from importlib import import_module
from pkgutil import walk_packages

import pytest
from textual.widgets import OptionList

from assistant import tui
from assistant.tui.app import SCREENS, ChatApp
from assistant.tui.keys.clashes import commands
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.keys.keymap import read_keymap
from assistant.tui.keys.preferences import Preferences

WIDE = (160, 45)
WITH_APP = [(*parts, ChatApp) for parts in SCREENS]
IDS = sorted({command.id for parts in WITH_APP for command in commands(parts) if command.id})


@pytest.fixture
def file(tmp_path):
    return tmp_path / "chat.toml"


@pytest.fixture
def read(file):
    """What is chosen by these lines, and what is wrong with them, without the file's name."""

    def lines(*lines):
        file.write_text("\n".join(["[keys]", *lines]), encoding="utf-8")
        keymap = read_keymap(file, WITH_APP)
        return dict(keymap.chosen), [p.removeprefix(f"{file}: ") for p in keymap.problems]

    return lines


class TestTheScreens:
    def test_are_all_that_have_keys_and_each_key_has_an_id(self):
        names = [module.name for module in walk_packages(tui.__path__, "assistant.tui.")]
        own = {
            part
            for name in names
            for part in vars(import_module(name)).values()
            if isinstance(part, type) and part.__module__ == name and "BINDINGS" in vars(part)
        }
        assert own == {part for parts in WITH_APP for part in parts} - {OptionList}
        assert all(binding.id for part in own for binding in part.BINDINGS)


class TestChoosing:
    def test_takes_keys_by_the_ids_of_commands(self, read):
        chosen, problems = read('"passage.copy" = "c"', '"chat.help" = "f2, ctrl+t"')
        assert chosen == {"passage.copy": "c", "chat.help": "f2,ctrl+t"}
        assert problems == []

    def test_takes_a_character_for_its_name(self, read):
        chosen, problems = read('"passage.copy" = "#"', '"chat.new" = "ctrl+underscore,at,tilde"')
        assert chosen == {"passage.copy": "number_sign", "chat.new": "ctrl+underscore,at,tilde"}
        assert problems == []

    def test_takes_ids_without_quotes(self, read):
        assert read('passage.copy = "c"') == ({"passage.copy": "c"}, [])

    @pytest.mark.parametrize("name", IDS)
    def test_any_command_can_have_any_free_key(self, read, name):
        assert read(f'"{name}" = "f20"') == ({name: "f20"}, [])

    def test_two_commands_can_change_their_keys_for_each_other(self, read):
        chosen, problems = read('"passage.next" = "k"', '"passage.previous" = "j"')
        assert chosen == {"passage.next": "k", "passage.previous": "j"}
        assert problems == []

    def test_a_key_that_two_commands_share_by_themselves_may_be_named(self, read):
        assert read('"source.open" = "enter"') == ({"source.open": "enter"}, [])

    def test_no_file_is_no_choice(self, file):
        assert read_keymap(file, WITH_APP) == read_keymap(file, [])


class TestWhatCannotBeChosen:
    def test_is_a_command_that_there_is_not(self, read):
        assert read('"passage.copi" = "c"', '"zz" = "z"') == (
            {},
            [
                'there is no command "passage.copi"; did you mean passage.copy?',
                'there is no command "zz"; the help (F1) lists all',
            ],
        )

    @pytest.mark.parametrize(
        "key", ["cc", "", "c,", "shift+ctrl+a", "hyperctrl+a", "ctrl+", "<any>"]
    )
    def test_is_a_key_that_there_is_not(self, read, key):
        chosen, (problem,) = read(f'"passage.copy" = "{key}"')
        assert chosen == {}
        assert problem.startswith('"passage.copy": there is no key "')
        assert problem.endswith('"; write it as in c, G, f2, pagedown, slash, ctrl+t')

    @pytest.mark.parametrize("key", ["ctrl+c", "c,CTRL+C"])
    def test_is_ctrl_c(self, read, key):
        chosen, (problem,) = read(f'"passage.copy" = "{key}"')
        assert chosen == {}
        assert "always copies what is selected; choose another key" in problem

    @pytest.mark.parametrize("value", ["3", '["c"]', "true"])
    def test_is_no_text(self, read, value):
        problem = '"passage.copy" needs text, such as "c" or "f2,ctrl+t"'
        assert read(f'"passage.copy" = {value}') == ({}, [problem])

    def test_is_a_key_of_another_command_on_the_same_screen(self, read):
        problem = '"chat.jump": j is taken (passage.next, Next passage); choose another key'
        assert read('"chat.jump" = "j"') == ({}, [problem])

    def test_is_a_key_that_works_everywhere(self, read):
        problem = '"sessions.next": ctrl+q is taken (app.quit, Quit); choose another key'
        assert read('"sessions.next" = "ctrl+q"') == ({}, [problem])

    def test_is_a_key_that_edits_the_question(self, read):
        problem = '"chat.new": ctrl+a is taken (Cursor line start); choose another key'
        assert read('"chat.new" = "ctrl+a"') == ({}, [problem])

    @pytest.mark.parametrize("name", ["question.older", "app.palette"])
    def test_is_a_character_where_questions_are_typed(self, read, name):
        problem = f'"{name}": z is typed in the question line; choose another key'
        assert read(f'"{name}" = "z"') == ({}, [problem])

    def test_is_of_two_new_keys_the_later(self, read):
        says = "question.repeat, Ask again, without the conversation"
        assert read('"question.repeat" = "z"', '"chat.export" = "z"') == (
            {"question.repeat": "z"},
            [f'"chat.export": z is taken ({says}); choose another key'],
        )

    def test_is_a_key_that_another_command_could_not_give_up(self, read):
        chosen, problems = read('"passage.next" = "k"', '"passage.previous" = "nokey"')
        assert chosen == {}
        assert problems[1] == (
            '"passage.next": k is taken (passage.previous, Previous passage); choose another key'
        )


class TestAFileThatCannotBeRead:
    @pytest.mark.parametrize("text", [b"[keys", b"[keys]\na = \xff", b"[keys]\na = " + b"[" * 9999])
    def test_is_named(self, file, text):
        file.write_bytes(text)
        (problem,) = read_keymap(file, WITH_APP).problems
        assert problem.startswith(f"{file}: not TOML (")
        assert problem.endswith("); put it right or remove it")

    @pytest.mark.parametrize("text", ['[key]\na = "b"', "keys = 3"])
    def test_may_have_no_such_table(self, file, text):
        file.write_text(text)
        (problem,) = read_keymap(file, WITH_APP).problems
        assert problem.endswith('write [keys], and below it lines such as "passage.copy" = "c"')

    def test_may_be_a_folder(self, file):
        file.mkdir()
        (problem,) = read_keymap(file, WITH_APP).problems
        assert problem == f"{file}: cannot be read (Is a directory); all keys stay"


class TestTheChat:
    @pytest.fixture
    def app_with(self, file, scripted):
        def make(*lines):
            file.write_text("\n".join(["[keys]", *lines]), encoding="utf-8")
            return ChatApp(lambda progress: scripted, preferences=Preferences(file))

        return make

    async def test_goes_by_the_chosen_keys(self, app_with, chat):
        app = app_with('"passage.copy" = "c"', '"passage.next" = "k"', '"passage.previous" = "j"')
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "k", "y")
            assert app.clipboard == ""
            await pilot.press("c")
            assert app.clipboard.startswith("The miller rebuilt")
            await pilot.press("j", "c")
            assert app.clipboard.startswith("Bread rose")

    async def test_shows_them_in_the_footer_and_in_the_help(self, app_with, chat):
        app = app_with('"passage.copy" = "c"', '"chat.help" = "f2"')
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape")
            await chat.settle(pilot)
            offers = app.screen.query_one(KeyFooter).offers
            shown = {(key, offer.word) for offer in offers for _, key, _ in offer.keys}
            assert {("c", "Copy"), ("?", "Keys")} <= shown
            await pilot.press("f2")
            keys, does = chat.words(app, ".keys"), chat.words(app, ".does")
            assert keys[does.index("Copy the passage and its citation")] == "c"
            assert keys[does.index("Show this help")] == "? f2"

    async def test_says_what_cannot_be_chosen_and_goes_on_with_its_own_key(self, app_with, chat):
        app = app_with('"passage.copy" = "j"', '"[/red]\\u001b" = "k"')
        async with app.run_test(size=WIDE) as pilot:
            assert [notice.message.partition(": ")[2] for notice in app._notifications] == [
                r'there is no command "[/red]\x1b"; the help (F1) lists all',
                '"passage.copy": j is taken (passage.next, Next passage); choose another key',
            ]
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "y")
            assert app.clipboard.startswith("Bread rose")

    async def test_says_only_the_first_of_very_many(self, app_with, chat):
        app = app_with(*(f'"no.{n}" = "c"' for n in range(500)))
        async with app.run_test(size=WIDE):
            notices = [notice.message for notice in app._notifications]
            assert len(notices) == 4
            assert notices[-1] == "497 more of the chosen keys are not to be had"

    async def test_lists_every_id_in_the_help(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("f1")
            listed = {words.removesuffix(" …") for words in chat.words(app, ".id")}
            grouped = {f"citation.{n}" for n in range(2, 10)} | {"chat.help"}
            assert listed == set(IDS) - grouped
            assert OptionList not in app.screen._parts
