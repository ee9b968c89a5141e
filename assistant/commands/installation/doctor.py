"""``quoth doctor``: whether this installation, and the index that is asked, are as they should be."""

import argparse
import platform
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from assistant.console.counting import counted
from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line
from assistant.console.settings import read_settings, settings_file
from assistant.console.streams import standard_output, write_record, write_text
from assistant.records.health import CacheRecord, DoctorRecord, IndexHealthRecord, ModelRecord
from index.errors import InputError, QuothError
from index.installation import caches, models
from index.library import Library

_PACKAGES = (
    *("quoth", "sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "textual"),
    *("tiktoken", "lxml", "pypdfium2", "selectolax"),
)
_NAMED = 5
"""Lines of a kind that are shown to people; the record has all."""


def run(options: argparse.Namespace) -> int:
    """Say how everything stands; return 1 where something is wrong."""
    found = _examined(options)
    if options.json:
        write_record(standard_output(), found.fields())
    else:
        write_text("".join(f"{safe_line(line)}\n" for line in _lines(found)))
    return 0 if found.healthy else 1


def _examined(options: argparse.Namespace) -> DoctorRecord:
    problems: list[str] = []
    try:
        read_settings()
    except InputError as error:
        problems.append(str(error))
    told = list(models())
    problems += [str(explained(model.problem)) for model in told if model.problem]
    gone = [path for path in options.sources if not path.exists()]
    problems += [f"{path}: no such file or folder" for path in gone]
    index = _index(options, problems)
    return DoctorRecord(
        healthy=not problems,
        problems=problems,
        versions={"python": platform.python_version(), **dict(_versions())},
        settings=str(settings_file()),
        models=[
            ModelRecord(name=each.name, ok=each.problem is None, prepared=each.is_prepared)
            for each in told
        ],
        caches=[
            CacheRecord(
                kind=each.kind,
                folder=str(each.folder),
                entries=each.entries,
                bytes=each.bytes,
                outdated=each.outdated,
            )
            for each in caches()
        ],
        index=index,
    )


def _versions() -> Iterator[tuple[str, str]]:
    for package in _PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            yield package, "not installed"


def _index(options: argparse.Namespace, problems: list[str]) -> IndexHealthRecord:
    """Return how the index of the sources stands; what is wrong with it is added to the problems."""
    library = Library.open(options.sources, options.index)
    directory = str(library.directory)
    if library.exists():
        try:
            return _built(library, problems)
        except QuothError as error:
            problems.append(str(explained(error)))
    return IndexHealthRecord(
        index=directory,
        built=library.exists(),
        current=False,
        documents=0,
        passages=0,
        bytes=0,
        unread=[],
        identical=[],
    )


def _built(library: Library, problems: list[str]) -> IndexHealthRecord:
    state, known = library.state(), library.description
    by_text: dict[str, list[str]] = defaultdict(list)
    for document in library.documents.values():
        by_text[document.sha256].append(document.id)
    if not state.is_current:
        problems.append(
            f"{library.directory}: its files have changed; it is refreshed when asked next"
        )
    return IndexHealthRecord(
        index=str(library.directory),
        built=True,
        current=state.is_current,
        documents=known.documents,
        passages=known.passages,
        bytes=known.bytes,
        unread=list(map(str, known.problems)),
        identical=[ids for ids in by_text.values() if len(ids) > 1],
    )


def _lines(found: DoctorRecord) -> Iterator[str]:
    yield ", ".join(f"{name} {number}" for name, number in found.versions.items())
    for model in found.models:
        prepared = {True: ", prepared", False: ", prepared when first needed", None: ""}
        state = f"as published{prepared[model.prepared]}" if model.ok else "cannot be used"
        yield f"model {model.name}: {state}"
    for cache in found.caches:
        outdated = f", {cache.outdated} of other versions" if cache.outdated else ""
        size = f"{cache.bytes / 2**20:,.0f} MB"
        yield f"{cache.kind} in {cache.folder}: {cache.entries} entries, {size}{outdated}"
    yield f"settings: {found.settings}"
    index = found.index
    if index.built and index.documents:
        told = f"{counted(index.documents, 'document')}, {counted(index.passages, 'passage')}"
        yield f"index {index.index}: {told}, {'current' if index.current else 'not current'}"
        for line in index.unread[:_NAMED]:
            yield f"not read: {line}"
        for ids in index.identical[:_NAMED]:
            yield f"the same text: {', '.join(ids)}"
    else:
        yield f"index {index.index}: {'cannot be used' if index.built else 'not built yet'}"
    for problem in found.problems:
        yield f"wrong: {problem}"
    if found.healthy:
        yield "All is well."
