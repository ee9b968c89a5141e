"""Results: what documents answer with, each a record that a notebook shows as a page."""

from html import escape

from assistant.records.answers import AnswerRecord, PassageRecord
from assistant.records.findings import FindingRecord, PlaceRecord
from assistant.records.judgements import JudgementRecord
from assistant.service.results import JudgedRecord, ListedRecord, VerifiedRecord

Listed = ListedRecord
"""A document: ``id``, ``title``, ``url``, ``passages``, ``pages``, ``sha256``."""
Verified = VerifiedRecord
"""What has become of the citations of an answer: ``holds``, ``verdicts``."""


class Answer(AnswerRecord, frozen=True):
    """An answer: ``found``, ``certainty``, ``confidence``, and ``passages``, each with its citation."""

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it; the sentences that answer are marked."""
        probability = f"{self.confidence:.0%}"
        said = f"{probability} sure" if self.certainty == "sure" else f"Perhaps ({probability})"
        head = f"{said}:" if self.found else "The documents do not say. The nearest passages:"
        passages = "".join(_passage(one, is_found=self.found) for one in self.passages)
        return f"<p>{head}</p>{passages}"


class Finding(FindingRecord, frozen=True):
    """Where a quotation stands: ``found``, ``match``, ``count``, ``places``, ``pieces``."""

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        places = "".join(map(_place, self.places or self.pieces or ()))
        return f"<p>{escape(self.match)}</p>{places}"


class Judged(JudgedRecord, frozen=True):
    """Whether the documents bear out a text: ``holds``, ``judgements``."""

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it: a row for each quotation and claim."""
        rows = "".join(map(_row, self.judgements))
        head = "<tr><th>line</th><th>verdict</th><th>text</th></tr>"
        return f"<table>{head}{rows}</table>"


def _passage(passage: PassageRecord, *, is_found: bool) -> str:
    text, first = passage.text, passage.citation.start
    start, end = passage.highlight.start - first, passage.highlight.end - first
    marked = escape(text)
    if is_found:
        sentence = f"<mark>{escape(text[start:end])}</mark>"
        marked = f"{escape(text[:start])}{sentence}{escape(text[end:])}"
    cited = passage.citation
    page = f"page {cited.page}" if cited.page else None
    where = ", ".join(filter(None, (cited.title, cited.section, page)))
    return _quoted(marked, f"[{cited.marker}] {where} · {cited.link or cited.document}")


def _place(place: PlaceRecord) -> str:
    cited = place.citation
    differing = "".join(
        f"<br><del>{escape(one.quoted)}</del> <ins>{escape(one.text)}</ins>"
        for one in place.differences or ()
    )
    return _quoted(
        escape(place.text) + differing, f"{cited.title} · {cited.link or cited.document}"
    )


def _quoted(html: str, where: str) -> str:
    style = "white-space: pre-wrap"
    return (
        f'<blockquote><div style="{style}">{html}</div><small>{escape(where)}</small></blockquote>'
    )


def _row(judgement: JudgementRecord) -> str:
    verdict = judgement.verdict.value if judgement.verdict else "passages found"
    cells = (str(judgement.line), verdict, judgement.text)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
