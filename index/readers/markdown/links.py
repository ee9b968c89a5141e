"""Links of Markdown, shown as their text where a person reads a quote; the quote keeps them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    _Rule = Callable[[StateInline, bool], bool]

_SIGNS = "[<"
"""A text without any has no links."""


def links_as_text(text: str) -> str:
    """Return a part of a document's text with only the text of its links and pictures."""
    if not any(map(text.__contains__, _SIGNS)):
        return text
    marks: set[tuple[int, int]] = set()
    parser = _parser()
    parser.inline.parse(text, parser, {"references": _AnyLabel(), "of": text, "marks": marks}, [])
    shown, at = [], 0
    for start, end in sorted(marks):
        shown.append(text[at:start])
        at = end
    return "".join(shown) + text[at:]


class _AnyLabel(Mapping[str, Mapping[str, str]]):
    """References of which each leads somewhere: a part of a text does not show where they do."""

    def __getitem__(self, label: str) -> Mapping[str, str]:
        return {"href": "", "title": ""}

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@cache
def _parser() -> "MarkdownIt":
    """Return a parser of links, and of what may hide them, that notes where their marks stand."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, image, link

    parser = MarkdownIt("zero", {"html": True}).enable(
        ["autolink", "backticks", "escape", "html_inline", "image", "link"]
    )
    parser.inline.ruler.at("link", partial(_bracketed, link, 1))
    parser.inline.ruler.at("image", partial(_bracketed, image, 2))
    parser.inline.ruler.at("autolink", partial(_angled, autolink))
    return parser


def _bracketed(rule: "_Rule", opening: int, state: "StateInline", silent: bool) -> bool:  # noqa: FBT001
    """Parse a link or picture whose opening has so many characters; a lone ``[note]`` is none."""
    start = state.pos
    if not state.src.startswith("!["[-opening:], start):
        return False
    end = state.md.helpers.parseLinkLabel(state, start + opening - 1, opening == 1)
    if end < 0 or state.src[end + 1 : end + 2] not in {"(", "["}:
        return False
    if not rule(state, silent) or state.pos == end + 1:
        state.pos = start
        return False
    _note(state, (start, start + opening), (end, state.pos))
    return True


def _angled(rule: "_Rule", state: "StateInline", silent: bool) -> bool:  # noqa: FBT001
    start = state.pos
    if not rule(state, silent):
        return False
    _note(state, (start, start + 1), (state.pos - 1, state.pos))
    return True


def _note(state: "StateInline", *marks: tuple[int, int]) -> None:
    """Note marks, unless they stand in the text of a picture, which the parser takes by itself."""
    if state.src is state.env["of"]:
        state.env["marks"].update(marks)
