"""Passages as the frameworks of others hold them: a name, and what proves them in plain values."""

from assistant.records.answers import PassageRecord
from quoth.results import Answer


def identity(passage: PassageRecord) -> str:
    """Return a name of a passage that stays while its text stays: document, and offsets in it."""
    cited = passage.citation
    return f"{cited.document}[{cited.start}:{cited.end}]"


def metadata(answer: Answer, passage: PassageRecord) -> dict[str, str | int | float | None]:
    """Return where a passage stands and what answers in it.

    ``document``, ``title``, ``section``, ``page`` and ``source`` (a link, where there is one) say
    where; ``start`` and ``end`` are its offsets, and ``sentence_start`` and ``sentence_end`` those of
    the ``sentence`` that answers, all in ``Documents.text(document)``; ``certainty`` and
    ``confidence`` are of the whole answer, ``score`` is the passage's own.
    """
    cited, marked = passage.citation, passage.highlight
    return {
        "document": cited.document,
        "title": cited.title,
        "section": cited.section,
        "page": cited.page,
        "source": cited.link or cited.document,
        "start": cited.start,
        "end": cited.end,
        "sentence": marked.text,
        "sentence_start": marked.start,
        "sentence_end": marked.end,
        "score": passage.score,
        "certainty": answer.certainty or None,
        "confidence": answer.confidence,
    }
