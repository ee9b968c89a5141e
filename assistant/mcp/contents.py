"""Contents: the results of tools as text that a language model reads, beside their records."""

from collections.abc import Iterator

from mcp.types import ContentBlock, ResourceLink, TextContent

from assistant.answering import Certainty
from assistant.records.answers import AnswerRecord, PassageRecord
from assistant.records.record import Record
from assistant.service.places import uri
from index.files.json_lines import dump

_LEADS = {
    Certainty.SURE: "The documents say ({probability} sure):",
    Certainty.UNSURE: "Perhaps ({probability}):",
    Certainty.NO: "The documents do not say. The nearest passages, which do not answer:",
}


def contents(result: Record) -> list[ContentBlock]:
    """Return a result as text; an answer with a link to each passage that it quotes."""
    if not isinstance(result, AnswerRecord):
        return [TextContent(text=dump(result.fields()))]
    links = [_link(passage) for passage in result.passages]
    return [TextContent(text="\n\n".join(_answer(result))), *links]


def _answer(answer: AnswerRecord) -> Iterator[str]:
    certainty = answer.certainty or (Certainty.SURE if answer.found else Certainty.NO)
    if answer.reply:
        yield answer.reply.text
    if answer.unmentioned:
        yield f"The documents never mention: {', '.join(answer.unmentioned)}."
    if answer.passages:
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


def _link(passage: PassageRecord) -> ResourceLink:
    cited = passage.citation
    return ResourceLink(
        uri=uri(cited.document, (cited.start, cited.end)),
        name=f"{cited.document} [{cited.start}, {cited.end})",
        title=cited.title,
        description=cited.section,
        mime_type="text/plain",
    )
