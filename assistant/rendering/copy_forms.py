"""Copy forms: a passage as it is pasted into a letter, a text in Markdown, or a list of references."""

from collections.abc import Callable, Mapping

from assistant.answering import Certainty, CitedPassage
from assistant.console.safe_text import safe_line
from assistant.rendering.bibliography import STYLES
from assistant.rendering.copied_text import copied_passage
from assistant.rendering.markdown import above, escaped, quoted_lines
from assistant.rendering.turns import address, source


def _sentence(passage: CitedPassage, certainty: Certainty) -> str:
    del certainty
    return f"“{safe_line(passage.highlight.text)}” ({_cited(passage)})"


def _passage(passage: CitedPassage, certainty: Certainty) -> str:
    del certainty
    return copied_passage(passage)


def _markdown(passage: CitedPassage, certainty: Certainty) -> str:
    lines = [*quoted_lines(passage, certainty), f"— {escaped(_cited(passage))}"]
    return above(passage) + "> " + "\n>\n> ".join(lines)


def _footnote(passage: CitedPassage, certainty: Certainty) -> str:
    del certainty
    number = passage.citation.marker
    quote = escaped(safe_line(passage.highlight.text))
    return f"“{quote}”[^{number}]\n\n[^{number}]: {escaped(_cited(passage))}."


def _cited(passage: CitedPassage) -> str:
    return safe_line(f"{source(passage.citation)}, {address(passage.citation)[0]}")


FORMS: Mapping[str, Callable[[CitedPassage, Certainty], str]] = {
    "the sentence with its citation": _sentence,
    "the passage with its citation": _passage,
    "the passage as Markdown": _markdown,
    "the sentence with a footnote in Markdown": _footnote,
    "the document as BibTeX": lambda passage, _: STYLES["bibtex"]([passage.citation]),
    "the document as CSL-JSON": lambda passage, _: STYLES["csl"]([passage.citation]),
    "the document as RIS": lambda passage, _: STYLES["ris"]([passage.citation]),
}
"""What makes each form, by what it gives."""
