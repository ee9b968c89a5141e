"""Links of Markdown, shown as their text where a person reads a quote; the quote keeps them."""

import re

_INLINE = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.){0,1000})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"]*\")?\)"
)
_REFERENCE = re.compile(r"!?\[((?:[^\[\]\\]|\\.){1,1000})\]\[[^\[\]]{0,1000}\]")
_BARE = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")


def links_as_text(text: str, document: str) -> str:
    """Return a part of a document's text as it is shown: of links in Markdown only their text."""
    if not document.lower().endswith(".md"):
        return text
    for form in (_INLINE, _REFERENCE, _BARE):
        text = form.sub(r"\1", text)
    return text
