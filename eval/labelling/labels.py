"""Whether the labels of one question agree with each other."""

from collections.abc import Iterator

from eval.labelling.findings import Finding
from eval.questions.eval_set import DRAFT, EvalQuestion

UNANSWERABLE = "unanswerable"
"""The tag that a set may give to the questions without evidence, to measure them apart."""


def label_findings(question: EvalQuestion, *, tags_unanswerable: bool) -> Iterator[Finding]:
    """Yield what contradicts itself in a question.

    Args:
        question: Of an eval file.
        tags_unanswerable: Whether its set tags the questions that nothing answers.
    """
    for problem in _problems(question, tags_unanswerable=tags_unanswerable):
        yield Finding.at(question.place, problem)


def _problems(question: EvalQuestion, *, tags_unanswerable: bool) -> Iterator[str]:
    is_tagged = UNANSWERABLE in question.tags
    if DRAFT in question.tags:
        yield f'a draft that nobody has reviewed; where it holds, remove the tag "{DRAFT}"'
    if question.answerable and is_tagged:
        yield f'tagged "{UNANSWERABLE}", but has evidence; remove the one or the other'
    if question.answerable is False and question.answers:
        yield 'has "answers" without evidence; quote what they are taken from, or remove them'
    if question.answerable is False and tags_unanswerable and not is_tagged:
        yield (
            f'has no evidence and lacks the tag "{UNANSWERABLE}" of others like it; '
            "add the tag, or quote what answers"
        )
    if question.rewrite and not question.history:
        yield 'has a "rewrite" without a "history" to lean on; add the history, or remove it'
