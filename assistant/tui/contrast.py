"""Contrast: the colours of a theme, each moved as far as it takes for its text to be read."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from textual.color import Color

LEAST: Final = 4.5
"""The contrast of text that people with moderately low sight read: level AA of the WCAG."""
_DARK = 0.04045
"""Up to which the brightness of a screen grows evenly with a part of a colour."""
_MARGIN = 0.1
"""What rounding to 256 steps of a colour may take away."""
_STEPS = 50
_ENDS: Final = (Color(0, 0, 0), Color(255, 255, 255))
_TEXTS: Final = (
    "text-accent", "text-primary", "text-secondary", "text-success", "text-warning",
    "text-error",
)  # fmt: skip
_MUTED, _QUIET = 0.6, 0.75
_TINTS: Final = (("accent", 0.15), ("primary", 0.3))
_OF_FOREGROUND = 0.14
"""What the stylesheet lays over a surface, and how much of it."""
_FIRMLY = 7.0
"""The contrast of plain text on a bare ground, so that it can be read on a tinted one too."""


def ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21, as the WCAG define it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: Color, grounds: Iterable[Color], least: float = LEAST) -> Color:
    """Return the colour nearest to one that can be read on all grounds, between it and black or white.

    Where nothing can be, the one that is read best.
    """
    behind = list(grounds)
    end = max(_ENDS, key=lambda to: _worst(to, behind))
    between = (color.blend(end, step / _STEPS, alpha=1) for step in range(_STEPS + 1))
    return next((each for each in between if _worst(each, behind) >= least), end)


def readable_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a theme with texts that can be read wherever the chat has text.

    Added are ``text-quiet``, of less weight than the foreground, and what stands on the colours
    themselves, ``text-on-primary``. Themes in the colours of the terminal are left alone.
    """
    made = dict(variables)
    made.update(_readable(tuple((name, variables[name]) for name in _NEEDED)))
    return made


_NEEDED: Final = ("background", "surface", "panel", "accent", "primary", "foreground", *_TEXTS)


@lru_cache(maxsize=64)
def _readable(needed: tuple[tuple[str, str], ...]) -> dict[str, str]:
    try:
        colors = {name: Color.parse(value) for name, value in needed}
    except ValueError:
        return _UNKNOWN
    background, surface = colors["background"], colors["surface"]
    if background.ansi is not None or background.a < 1:
        return _UNKNOWN
    bare = [background, surface, colors["panel"]]
    foreground = readable(colors["foreground"], bare, _FIRMLY)
    tints = [(foreground, _OF_FOREGROUND), *((colors[name], share) for name, share in _TINTS)]
    tinted = [surface.blend(tint, share, alpha=1) for tint, share in tints]
    plain = [*bare, tinted[0]]
    made = {name: readable(colors[name], [*bare, *tinted], LEAST + _MARGIN).hex for name in _TEXTS}
    made["foreground"] = foreground.hex
    for name, share in (("text-muted", _MUTED), ("text-quiet", _QUIET)):
        made[name] = readable(
            background.blend(foreground, share, alpha=1), plain, LEAST + _MARGIN
        ).hex
    on_primary = max(_ENDS, key=lambda end: ratio(end, colors["primary"])).hex
    return {**made, "text-on-primary": on_primary, "block-cursor-foreground": on_primary}


_UNKNOWN: Final[dict[str, str]] = {
    "text-quiet": "ansi_default",
    "text-on-primary": "ansi_default",
}


def _worst(color: Color, grounds: Iterable[Color]) -> float:
    return min(ratio(color, ground) for ground in grounds)


def _luminance(color: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in (color.r, color.g, color.b))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4
