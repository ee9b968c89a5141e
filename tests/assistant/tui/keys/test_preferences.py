import stat

import pytest

from assistant.tui.app import ChatApp
from assistant.tui.keys.preferences import Preferences

WIDE = (160, 45)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "quoth" / "theme"


@pytest.fixture
def new_app(file, scripted):
    def make(**changes):
        preferences = Preferences(theme_file=file, **changes)
        return ChatApp(lambda progress: scripted, preferences=preferences)

    return make


class TestTheTheme:
    async def test_is_that_of_the_last_chat(self, new_app, file):
        app = new_app()
        async with app.run_test(size=WIDE):
            assert app.theme == "textual-dark"
            app.theme = "textual-light"
        assert file.read_text() == "textual-light\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        again = new_app()
        async with again.run_test(size=WIDE):
            assert again.theme == "textual-light"

    async def test_is_chosen_in_the_palette(self, new_app, file, chat):
        app = new_app()
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("ctrl+p", *"colours")
            await chat.settle(pilot)
            await pilot.press("enter")
            await chat.settle(pilot)
            await pilot.press(*"nord")
            await chat.settle(pilot)
            await pilot.press("enter")
            await chat.settle(pilot)
            assert app.theme == "nord"
        assert file.read_text() == "nord\n"

    @pytest.mark.parametrize("kept", [b"no such theme", b"\xff", b"", b"nord," * 9999])
    async def test_is_the_usual_one_where_what_is_kept_is_none(self, new_app, file, kept):
        file.parent.mkdir()
        file.write_bytes(kept)
        app = new_app()
        async with app.run_test(size=WIDE):
            assert app.theme == "textual-dark"
            assert not app._notifications

    async def test_is_not_kept_where_nothing_is(self, new_app, file):
        app = new_app(keeps=False)
        async with app.run_test(size=WIDE):
            app.theme = "nord"
        assert not file.exists()

    async def test_goes_on_where_it_cannot_be_kept_and_says_so(self, new_app, file):
        file.parent.write_text("a file where the folder should be")
        app = new_app()
        async with app.run_test(size=WIDE) as pilot:
            app.theme = "nord"
            await pilot.pause()
            (notice,) = app._notifications
            assert notice.message == "the theme is not kept for the next chat (File exists)"
            assert app.theme == "nord"
