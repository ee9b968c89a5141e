"""Links in a terminal: which terminals follow them, and how a text is made one, by OSC 8."""

from collections.abc import Mapping

_NAMES = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
"""What terminals that follow links call themselves in TERM_PROGRAM."""
_KINDS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour")
"""With what their TERM begins."""
_SIGNS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
"""Variables that one of them sets."""
_FIRST_VTE = 5000
"""The version of VTE, which GNOME's terminals stand on, from which on it follows links."""


def follows_links(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal follows links, by what it says of itself in its variables.

    Inside tmux or screen, which may pass them on or not, none is taken to.
    """
    kind = environment.get("TERM", "")
    if environment.get("NO_COLOR") or kind.startswith(("dumb", "screen", "tmux")):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _NAMES
        or kind.startswith(_KINDS)
        or any(environment.get(sign) for sign in _SIGNS)
        or (vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )


def linked(text: str, url: str | None) -> str:
    """Return text that leads to a URL where it is clicked; without one, or where it could end early, as it is."""
    if not (url and url.isascii() and url.isprintable() and " " not in url):
        return text
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"
