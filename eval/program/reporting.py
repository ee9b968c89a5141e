"""Reporting: from options to a report, against the baseline, another report or another model."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from eval.gate import gate_file
from eval.gate.comparison import compare
from eval.gate.standard import Standard
from eval.measures import timings
from eval.program import measuring
from eval.program.options import Options
from eval.questions.eval_set import EvalSet
from eval.questions.loading import load
from eval.questions.sources import chosen_sources
from eval.reports import record
from eval.reports.report import Report
from index.errors import InputError

Say = Callable[[str], None]


def report_of(options: Options, warn: Say, say: Say) -> Report:
    """Measure, compare and gate as the options have it.

    Args:
        options: Those of the program.
        warn: Is told what was passed over.
        say: Is told how long it took, and what was written.

    Raises:
        QuothError: The set, its documents, what is measured or what it is compared with cannot
            be used.
    """
    if options.compare:
        return _of_two_reports(*options.compare, options.gate)
    path = cast("Path", options.set)  # without --compare it is there
    eval_set = load(path)
    sources = chosen_sources(path, eval_set, options.sources, options.index)
    about = replace(options, sources=tuple(sources))
    return _of_set(path, about, _limited(eval_set, options.limit, say), warn, say)


def _limited(eval_set: EvalSet, limit: int | None, say: Say) -> EvalSet:
    if limit is None or limit >= len(eval_set.questions):
        return eval_set
    say(f"only the first {limit} of {counted(len(eval_set.questions), 'question')}")
    return replace(eval_set, questions=eval_set.questions[:limit])


def _of_set(path: Path, options: Options, eval_set: EvalSet, warn: Say, say: Say) -> Report:
    if len(options.models) > 1:
        found = measuring.by_model(options, eval_set, warn, say)
        before, now = (measured.summary for measured in found)
        return Report(now, compare(options.models[0], before, now))
    standard = Standard.of(
        path,
        gate=options.gate,
        baseline=options.baseline,
        is_update=options.update_baseline,
        say=say,
    )
    measured = measuring.measured(options, eval_set, warn, say)
    if options.timings:
        timings.write(options.timings, measured.summary, measured.seconds)
    return Report(measured.summary, *standard.apply(measured.summary, measured.text, say))


def _of_two_reports(earlier: Path, later: Path, gate_path: Path | None) -> Report:
    """Compare two reports that were written as JSON; gate on that only with ``--gate``."""
    before, now = record.read(earlier), record.read(later)
    if problem := before.binding.mismatch(now.binding):
        names = safe_line(f"{earlier} and {later}")
        raise InputError(f"{names}: cannot be compared: {problem}")
    comparison = compare(str(earlier), before, now)
    if gate_path is None:
        return Report(now, comparison)
    gate = gate_file.read(gate_path)
    gate_file.check_listed(gate, gate_path, {result.id for result in now.results})
    verdict = gate.check(now, comparison)
    gate_file.check_decides(gate, gate_path, verdict.undecided)
    return Report(now, comparison, verdict)
