"""Ways in: from the options to reports, by asking, from stored answers, or from two models."""

import hashlib
import time
from argparse import Namespace
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.options import open_with
from assistant.console.counting import counted
from assistant.console.messages import ignore, progress_bar
from eval.judging.harness import Run, run
from eval.measures.report import Report, summarise
from eval.questions.eval_set import EvalSet, load
from eval.questions.sources import chosen_sources
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant

Say = Callable[[str], None]
Text = Callable[[str], str | None]
"""Gives the text of a document by its id; None where there is no such document."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A report, how to get at the texts of its documents, and the seconds of each answer."""

    report: Report
    text: Text
    seconds: tuple[float, ...]


def load_set(options: Namespace, say: Say) -> EvalSet:
    """Load the set, cut to ``--limit``; the documents that it is about become the source.

    Raises:
        InputError: The set cannot be used, or brings its own source.
    """
    eval_set = load(options.set)
    options.sources = chosen_sources(options, eval_set)
    limit: int | None = options.limit
    if limit is None or limit >= len(eval_set.questions):
        return eval_set
    say(f"only the first {limit} of {counted(len(eval_set.questions), 'question')}")
    return replace(eval_set, questions=eval_set.questions[:limit])


def measured(options: Namespace, eval_set: EvalSet, warn: Say, say: Say) -> Measured:
    """Ask the questions, or judge the answers of ``--answers``.

    Args:
        options: Those of the program.
        eval_set: The questions.
        warn: Is told what was passed over.
        say: Is told how long it took.

    Raises:
        QuothError: The documents, the labels or the answers cannot be used.
    """
    if options.answers:
        return _judged(options, eval_set)
    one = copy(options)
    one.model = options.model[0] if options.model else None
    return _asked(one, eval_set, warn, say)


def by_model(options: Namespace, eval_set: EvalSet, warn: Say, say: Say) -> list[Measured]:
    """Ask the questions of each model, on an index of its own.

    Raises:
        QuothError: The documents, the labels or a model cannot be used.
    """
    return [_asked(_with_model(options, model), eval_set, warn, say) for model in options.model]


def _with_model(options: Namespace, model: str) -> Namespace:
    """Return the options for one of several models: its index lies beside that of the sources."""
    from index.library import Library

    library = Library.open(options.sources, options.index)
    one = copy(options)
    one.model = model
    one.sources = options.sources or list(map(Path, library.sources))
    digest = hashlib.sha256(model.encode("utf-8", "surrogateescape")).hexdigest()
    one.index = library.directory.with_name(f"{library.directory.name}-{digest[:8]}")
    return one


def _judged(options: Namespace, eval_set: EvalSet) -> Measured:
    from assistant.commands.verify import documents_now
    from eval.judging.stored_answers import judge_answers

    documents = documents_now(options)
    report = summarise(judge_answers(options.answers, eval_set, documents))
    return Measured(report, documents.get, ())


def _asked(options: Namespace, eval_set: EvalSet, warn: Say, say: Say) -> Measured:
    with progress_bar(quiet=options.quiet) as progress:
        assistant = open_with(options, progress, ignore if options.quiet else warn)
        if options.model and not assistant.has_model(options.model):
            raise InputError(
                f"the index has the model {assistant.model}, so {options.model} cannot be measured "
                "on it; name another folder with --index"
            )
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


def _latency(found: Run) -> str:
    from eval.measures.timings import percentile

    p50, p95 = (1000 * percentile(found.seconds, share) for share in (50, 95))
    return f", p50 {p50:.1f} ms, p95 {p95:.1f} ms each"


def _text_of(assistant: "Assistant") -> Text:
    known = {document.id for document in assistant.documents}
    return lambda document: assistant.text(document) if document in known else None
