"""Contents: the results of tools as text that a language model reads, beside their records."""

from mcp.types import ContentBlock, ResourceLink, TextContent

from assistant.records.answers import AnswerRecord, PassageRecord
from assistant.records.record import Record
from assistant.service.places import uri
from assistant.service.wording import answer_text
from index.files.json_lines import dump


def contents(result: Record) -> list[ContentBlock]:
    """Return a result as text; an answer with a link to each passage that it quotes."""
    if not isinstance(result, AnswerRecord):
        return [TextContent(text=dump(result.fields()))]
    links = [_link(passage) for passage in result.passages]
    return [TextContent(text=answer_text(result)), *links]


def _link(passage: PassageRecord) -> ResourceLink:
    cited = passage.citation
    return ResourceLink(
        uri=uri(cited.document, (cited.start, cited.end)),
        name=f"{cited.document} [{cited.start}, {cited.end})",
        title=cited.title,
        description=cited.section,
        mime_type="text/plain",
    )
