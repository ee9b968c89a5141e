"""Every text of the chat can be read, in every theme: a contrast of 4.5 or more."""

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from assistant.tui.contrast import LEAST, ratio, readable, readable_variables

THEMES = sorted(name for name in BUILTIN_THEMES if "ansi" not in name)
WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def too_faint(app):
    """What is painted in a colour that is too near to that behind it."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            text, style, at = segment.text, segment.style, x
            x += segment.cell_length
            at += len(text) - len(text.lstrip())
            if not any(map(str.isalnum, text)) or app.screen.get_widget_at(at, y)[0] is app.screen:
                continue
            front, behind = map(Color.from_rich_color, (style.color, style.bgcolor))
            front = behind.blend(front, 0.66) if style.dim else front
            if ratio(front, behind) < LEAST:
                yield text.strip(), front.hex, behind.hex


async def test_every_text_can_be_read_in_every_theme(app, chat):
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.settle(pilot)
        found = await in_all_themes(pilot)
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape", "x", "slash", *"the")
        found |= await in_all_themes(pilot)
        await pilot.press("escape", "d")
        found |= await in_all_themes(pilot)
        assert found == set()


async def in_all_themes(pilot):
    found = set()
    for name in THEMES:
        pilot.app.theme = name
        await pilot.pause()
        found |= {(name, *what) for what in too_faint(pilot.app)}
    return found


def test_black_on_white_has_the_most_and_a_colour_on_itself_the_least():
    assert ratio(BLACK, WHITE) == pytest.approx(21)
    assert ratio(WHITE, WHITE) == 1


def test_a_colour_that_can_be_read_stays_and_another_is_moved_no_further_than_it_takes():
    assert readable(BLACK, [WHITE]) == BLACK
    moved = readable(Color(200, 200, 200), [WHITE])
    assert LEAST <= ratio(moved, WHITE) < LEAST + 0.5


def test_themes_in_the_colours_of_the_terminal_are_left_alone():
    variables = BUILTIN_THEMES["ansi-dark"].to_color_system().generate()
    made = readable_variables(variables)
    assert {name: made[name] for name in variables} == variables
