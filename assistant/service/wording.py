"""Wording: an answer as text for programs that read no records."""

from collections.abc import Iterator

from assistant.answering import Certainty
from assistant.records.answers import AnswerRecord

_LEADS = {
    Certainty.SURE: "The documents say ({probability} sure):",
    Certainty.UNSURE: "Perhaps ({probability}):",
    Certainty.NO: "The documents do not say. The nearest passages, which do not answer:",
}


def answer_text(answer: AnswerRecord) -> str:
    """Return what an answer says, its passages verbatim, with its citations."""
    return "\n\n".join(_blocks(answer))


def _blocks(answer: AnswerRecord) -> Iterator[str]:
    certainty = answer.certainty or (Certainty.SURE if answer.found else Certainty.NO)
    if answer.reply:
        yield answer.reply.text
    if answer.unmentioned:
        yield f"The documents never mention: {', '.join(answer.unmentioned)}."
    if answer.passages and not (answer.reply and certainty is Certainty.NO):
        yield _LEADS[certainty].format(probability=f"{answer.confidence:.0%}")
    for passage in answer.passages:
        cited = passage.citation
        where = [cited.title, cited.section, f"page {cited.page}" if cited.page else None]
        lines = [f"[{cited.marker}] {passage.text}"]
        if answer.found:
            lines.append(f"Its sentence: {passage.highlight.text}")
        lines.append(
            f"— {', '.join(filter(None, where))} · {cited.document} [{cited.start}, {cited.end})"
        )
        yield "\n".join(lines)
