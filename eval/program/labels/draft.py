"""``quoth-eval draft DOCUMENT``: proposes questions for a document, for a person to review."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.commands.options import add_sources
from assistant.console.counting import counted
from assistant.console.messages import ignore, say
from assistant.console.parser import OneLineParser, add_version
from assistant.console.safe_text import safe_line
from assistant.console.values import positive
from eval.drafting.drafting import DraftRecord, draft_records
from eval.labelling.growing_set import json_line
from eval.program.frozen import frozen
from eval.program.labels.drafts_file import check_new, write_new
from index.documents import Document
from index.errors import InputError
from index.library import Library

_PROGRAM = "quoth-eval"
_DONE, _NOTHING = 0, 1
_MOST = 50


@dataclass(frozen=True, slots=True)
class _Options:
    document: Path
    most: int
    output: Path | None
    sources: tuple[Path, ...]
    quiet: bool


def run(arguments: Sequence[str]) -> int:
    """Write drafts as eval records; return 1 where no sentence could be turned into a question.

    Raises:
        QuothError: The document cannot be read, or the output not written.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    note = ignore if options.quiet else partial(say, program=_PROGRAM)
    check_new(options.output)
    documents = _documents(options)
    most = -(-options.most // len(documents))
    found = [record for document in documents for record in draft_records(document, most)]
    write_new(_encoded(found[: options.most]), options.output)
    note(
        f"drafted {counted(min(len(found), options.most), 'question')}; review them with: quoth-eval add"
    )
    return _DONE if found else _NOTHING


def _documents(options: _Options) -> list[Document]:
    """Return the documents of a file, under the ids that they have in the sources."""
    own = Library.open([options.document]).documents_now().documents
    if not options.sources:
        return list(own)
    texts = {document.sha256 for document in own}
    among = Library.open(options.sources).documents_now().documents
    found = [document for document in among if document.sha256 in texts]
    if not found:
        raise InputError(
            f"{safe_line(str(options.document))}: is in none of the sources; correct -s"
        )
    return found


def _encoded(records: Sequence[DraftRecord]) -> bytes:
    lines = [json_line(record.fields(f"draft-{n}")) for n, record in enumerate(records, 1)]
    return "".join(lines).encode()


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=f"{_PROGRAM} draft",
        description="Propose questions for a document, each with the sentence that answers it: what "
        "something is, how many, when and who, by turning sentences round. A draft is tagged "
        f'"draft" and never measured before a person has reviewed it, as {_PROGRAM} add asks for.',
        epilog=f"Exit codes: {_DONE} done, {_NOTHING} no question found, 2 could not run.",
    )
    add = parser.add_argument
    add("document", metavar="DOCUMENT", type=Path, help="a file to draft questions for")
    add(
        "-n",
        dest="most",
        metavar="N",
        type=positive,
        default=_MOST,
        help="at most so many questions (default: %(default)s)",
    )
    add("-o", "--output", metavar="FILE", type=Path, help="a new file to write (default: stdout)")
    add_sources(
        parser, "what the set is measured on, where DOCUMENT has another id there; repeatable"
    )
    add("--quiet", action="store_true", help="errors only")
    add_version(parser)
    return parser
