"""Measuring: from options to summaries, by asking, from stored answers or runs, or with two models."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console.counting import counted
from assistant.console.messages import ignore, progress_bar
from assistant.console.remedies import explained
from eval.judging.harness import Run, run
from eval.judging.scoring import summarise
from eval.measures.summary import Summary
from eval.program.options import Options
from eval.questions.eval_set import EvalSet
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.progress import Progress

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a set comes to.

    Args:
        summary: Its measures.
        text: Gives the text of a document by its id; None where there is no such document.
        seconds: What each answer took; none where nothing was asked.
    """

    summary: Summary
    text: Callable[[str], str | None]
    seconds: tuple[float, ...]


def measured(options: Options, eval_set: EvalSet, warn: Say, say: Say) -> Measured:
    """Ask the questions of at most one model, or judge the answers of ``--answers``.

    Args:
        options: Those of the program; ``sources`` are the documents that the set is about.
        eval_set: The questions.
        warn: Is told what was passed over.
        say: Is told how long it took.

    Raises:
        QuothError: The documents, the labels or the answers cannot be used.
    """
    if options.answers:
        return _judged(options.answers, options, eval_set)
    if options.run:
        return _retrieved(options.run, options, eval_set, say)
    return _asked(options, eval_set, warn, say)


def by_model(options: Options, eval_set: EvalSet, warn: Say, say: Say) -> list[Measured]:
    """Ask the questions of each model, on an index of its own.

    Raises:
        QuothError: The documents, the labels or a model cannot be used.
    """
    return [_asked(_with_model(options, model), eval_set, warn, say) for model in options.models]


def _with_model(options: Options, model: str) -> Options:
    """Return the options for one of several models: its index lies beside that of the sources."""
    from index.library import Library

    library = Library.open(options.sources, options.index)
    directory = library.directory
    digest = hashlib.sha256(model.encode("utf-8", "surrogateescape")).hexdigest()
    return replace(
        options,
        models=(model,),
        sources=options.sources or tuple(map(Path, library.sources)),
        index=directory.with_name(f"{directory.name}-{digest[:8]}"),
    )


def _judged(answers: Path, options: Options, eval_set: EvalSet) -> Measured:
    from assistant.commands.verify import documents_now
    from eval.judging.stored_answers import judge_answers

    documents = documents_now(options.sources, options.index, quiet=options.quiet)
    return Measured(summarise(judge_answers(answers, eval_set, documents)), documents.get, ())


def _retrieved(path: Path, options: Options, eval_set: EvalSet, say: Say) -> Measured:
    """Judge what another tool retrieved; without sources, by what the set alone says."""
    from assistant.commands.verify import documents_now
    from eval.judging.runs import judge_run, unretrieved

    documents: Mapping[str, str] = {}
    if options.sources or options.index:
        documents = documents_now(options.sources, options.index, quiet=options.quiet)
    found = judge_run(path, eval_set, documents)
    if found.missing:
        say(f"the run has no line for {counted(found.missing, 'question')}")
    if missing := unretrieved(found):
        asked = counted(missing, "answerable question")
        say(f"nothing was retrieved for {asked}, which counts as wrong")
    return Measured(summarise(found), documents.get, ())


def _asked(options: Options, eval_set: EvalSet, warn: Say, say: Say) -> Measured:
    with progress_bar(quiet=options.quiet) as progress:
        assistant = _opened(options, progress, ignore if options.quiet else warn)
        began = time.monotonic()
        found = run(
            assistant,
            eval_set,
            context=options.context,
            rewritten=options.rewritten,
            exclude_answered=options.exclude_answered,
            keep_failed=True,
            progress=progress,
        )
        took = time.monotonic() - began
    say(f"asked {counted(len(found.outcomes), 'question')} in {took:.1f} s{_latency(found)}")
    return Measured(summarise(found), _text_of(assistant), found.seconds)


def _opened(options: Options, progress: "Progress", warn: Say) -> "Assistant":
    """Open the assistant on the documents; refuse an index that has another model."""
    from assistant.engine import Assistant

    model = next(iter(options.models), None)
    assistant = Assistant.open(
        options.sources,
        options.index,
        model=model,
        reader=options.reader,
        frozen=options.frozen,
        progress=progress,
        warn=lambda message: warn(explained(message)),
    )
    if model and not assistant.has_model(model):
        raise InputError(
            f"the index has the model {assistant.model}, so {model} cannot be measured "
            "on it; name another folder with --index"
        )
    return assistant


def _latency(found: Run) -> str:
    from eval.measures.timings import percentile

    p50, p95 = (1000 * percentile(found.seconds, share) for share in (50, 95))
    return f", p50 {p50:.1f} ms, p95 {p95:.1f} ms each"


def _text_of(assistant: "Assistant") -> Callable[[str], str | None]:
    known = {document.id for document in assistant.documents}
    return lambda document: assistant.text(document) if document in known else None
