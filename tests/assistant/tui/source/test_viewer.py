import re
import stat
import sys
from pathlib import Path

import pytest

from assistant.citations.file_place import FilePlace
from assistant.tui.source.viewer import viewer_command
from index.errors import InputError

PAGE = FilePlace(Path("/docs/a chapel.pdf"), None, "page=12")
WORDS = FilePlace(Path("/docs/mill.html"), None, ":~:text=The%20mill,1911.")
LETTER = FilePlace(Path("/docs/letter.docx"), None)
URL = "file:///docs/a%20chapel.pdf#page=12"

pytestmark = pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other programs there")


@pytest.fixture
def install(tmp_path):
    """Return the environment of somebody who has these programs, and a display."""

    def install(*names, script="", **environment):
        for name in names:
            program = tmp_path / name
            program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return {"PATH": str(tmp_path), "DISPLAY": ":0", **environment}

    return install


class TestCommand:
    def test_gives_a_browser_the_url_with_the_place(self, install, tmp_path):
        environment = install("firefox", "xdg-open")
        assert viewer_command(environment, PAGE) == [str(tmp_path / "firefox"), URL]
        assert viewer_command(environment, WORDS)[1] == (
            "file:///docs/mill.html#:~:text=The%20mill,1911."
        )

    def test_prefers_the_browser_that_the_person_has_chosen(self, install, tmp_path):
        environment = install("firefox", "kiosk", BROWSER="gone:kiosk --tab=%s -q:firefox")
        assert viewer_command(environment, PAGE) == [str(tmp_path / "kiosk"), f"--tab={URL}", "-q"]

    @pytest.mark.parametrize("chosen", ["", " ", "fire'fox", "$(touch evil)", "; rm -rf"])
    def test_passes_over_a_choice_that_is_no_program(self, install, tmp_path, chosen):
        environment = install("chromium", BROWSER=chosen)
        assert viewer_command(environment, PAGE) == [str(tmp_path / "chromium"), URL]

    def test_without_a_browser_gives_the_file_to_what_opens_its_kind(self, install, tmp_path):
        environment = install("xdg-open")
        assert viewer_command(environment, PAGE) == [str(tmp_path / "xdg-open"), str(PAGE.path)]

    def test_gives_a_browser_nothing_that_has_no_place(self, install, tmp_path):
        environment = install("firefox", "xdg-open")
        assert viewer_command(environment, LETTER) == [str(tmp_path / "xdg-open"), str(LETTER.path)]

    def test_says_the_path_and_the_page_where_there_is_no_display(self, install):
        environment = {**install("firefox", "xdg-open"), "DISPLAY": ""}
        with pytest.raises(InputError) as refused:
            viewer_command(environment, PAGE)
        assert str(refused.value) == (
            "/docs/a chapel.pdf, page 12: there is no display here; open it where there is one"
        )
        assert viewer_command({**environment, "WAYLAND_DISPLAY": "w"}, PAGE)

    def test_says_so_where_nothing_opens_files(self, install):
        with pytest.raises(InputError, match=r"page 12: nothing here opens it; set \$BROWSER"):
            viewer_command(install(), PAGE)

    def test_a_name_cannot_choose_the_scheme_or_be_an_option(self, install, tmp_path):
        place = FilePlace(tmp_path / "javascript:alert(1)#--x.html", None, "page=1")
        _, url = viewer_command(install("firefox"), place)
        assert url == f"file://{tmp_path}/javascript%3Aalert%281%29%23--x.html#page=1"


@pytest.fixture
async def pilot(scripted, app, chat, tmp_path):
    """A chat about a PDF, the second passage of which begins on its third page."""
    second = scripted.document_text.index("After the Fire")
    scripted.pages = (0, second, second)
    scripted.file = tmp_path / "bread.pdf"
    scripted.file.touch()
    async with app.run_test(size=(160, 45)) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape", "2")
        yield pilot


def notices(app):
    return [notification.message for notification in app._notifications]


class TestOpening:
    async def open(self, pilot, chat, monkeypatch, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        await pilot.press("o")
        await chat.settle(pilot)

    async def test_o_shows_the_original_at_the_sentence(
        self, pilot, chat, scripted, install, monkeypatch, tmp_path
    ):
        script = f"open({str(tmp_path / 'shown')!r}, 'w').write(sys.argv[1]); print('noise')"
        environment = install("kiosk", script=script, BROWSER="kiosk")
        await self.open(pilot, chat, monkeypatch, environment)
        assert (tmp_path / "shown").read_text() == f"{scripted.file.as_uri()}#page=3"
        assert re.fullmatch(r"Opening .*/bread\.pdf, page 3", chat.confirmed(pilot.app))

    async def test_a_program_that_fails_is_named(
        self, pilot, chat, scripted, install, monkeypatch, tmp_path
    ):
        environment = install("kiosk", script="sys.exit(4)", BROWSER="kiosk")
        await self.open(pilot, chat, monkeypatch, environment)
        assert notices(pilot.app)[0] == (
            f"{scripted.file}, page 3: {tmp_path / 'kiosk'} ended with code 4; "
            "open it yourself, or set $BROWSER before you start"
        )

    async def test_a_file_that_is_gone_is_said(self, pilot, chat, scripted, install, monkeypatch):
        scripted.file.unlink()
        await self.open(pilot, chat, monkeypatch, install("kiosk", BROWSER="kiosk"))
        [notice] = notices(pilot.app)
        assert notice.startswith(f"{scripted.file}: cannot be read (No such file or directory)")
