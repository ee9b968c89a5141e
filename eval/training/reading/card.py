"""The card of the reader."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from eval.training.card import after_a_course, base_line, table, tensors, write_card
from eval.training.loop import Course
from eval.training.reading.figures import Figure

_LICENCES = {
    "squad1_train": ("SQuAD 1.1, training articles", "CC BY-SA 4.0"),
    "squad2_train_unans": ("SQuAD 2.0, unanswerable questions written by people", "CC BY-SA 4.0"),
    "squad1_cut": ("SQuAD 1.1, the sentence with the answer cut out", "CC BY-SA 4.0"),
    "squad1_sib": ("SQuAD 1.1, a similar paragraph of the article", "CC BY-SA 4.0"),
    "qed": ("QED (Natural Questions)", "CC BY-SA 3.0, GFDL"),
    "qed_cut": ("QED, the sentence with the answer cut out", "CC BY-SA 3.0, GFDL"),
    "nq_oracle": ("Natural Questions by lost-in-the-middle", "MIT"),
    "nq_other": ("the same, another passage", "MIT"),
    "clapnq_dev": ("CLAP NQ, evidence sentences", "Apache-2.0"),
    "selqa": ("SelQA, evidence sentences", "Apache-2.0"),
    "selqa_win": ("SelQA, other sentences of the article", "Apache-2.0"),
    "qamr": ("QAMR", "MIT"),
    "qamr_other": ("QAMR, another sentence", "MIT"),
    "covidqa": ("COVID-QA", "Apache-2.0"),
    "tsqa": ("TimeQA: the right name at the right or another time", "BSD-3-Clause"),
    "policyqa": ("PolicyQA", "MIT"),
    "policyqa_other": ("PolicyQA, another passage", "MIT"),
    "fewrel_nearmiss": ("FewRel: the right name, the relation stated or not", "MIT"),
}
_HEADS = (
    ("span.weight", "(2, 384)", "row 0 the start of the answer, row 1 its end, on each wordpiece"),
    ("span.bias", "(2,)", ""),
    ("answers.weight", "(1, 384)", "logit of “the passage answers”, on [CLS]"),
    ("answers.bias", "(1,)", ""),
)
_INPUT = """\
`[CLS] question [SEP] heading, line break, passage [SEP]` by the base's tokenizer, which leaves the
line break out; token types 0 up to the first [SEP] and 1 behind it. The heading is
`title: section`, `title`, or nothing at all (then without the line break); half of the rows were
read without it. At most 320 wordpieces were read in training, passages of mostly up to 560 and
some up to 960 characters. Behind the question may stand words that a conversation carries.

A span starts and ends on wordpieces of the passage; [CLS] (index 0) as start and end means that
nothing answers. All others are no candidates: question, heading, [SEP]. Probability that the
passage answers: the sigmoid of the logit “answers”, to be calibrated on the passages that a search
finds. Evidence sentences were learned as answers of broad questions, so spans may be long; the
figures below allow 64 wordpieces.
"""
_RECIPE = """\
`make reader DATA=FOLDER`, seed 0, {rows:,} rows in {minutes:.0f} minutes on two shared CPU cores
(mean loss at the end {loss:.3f}). AdamW (weight decay .01, gradients clipped to 1), batches of 32,
bfloat16 autocast, learning rate 7e-4, warm-up over a twentieth, then linear to 0; no dropout.{before} Loss:
the mean of the cross-entropies of start and end, plus binary cross-entropy of “answers”. Rows come
in rounds of 51,000 in which the small sets count whole and the large ones by their next part. Rows
that are told apart by one thing (minimal pairs, the same question of another passage) are in one
batch. Passages are cropped to whole sentences around the answer or, where nothing answers, around
the sentence that shares most words with the question. A fifth of the questions is typed as people
type (lower case, capitals, no question mark, keywords, one or two typos); one in twelve carries
words of the title behind it. The published weights were trained by the clock (`--minutes`); the
default trains by as many rows, so its learning rate at a row can differ by a little.
"""
_LIMITS = """\
- English. Short answers of encyclopedic questions are most of what it learned from; how-to
  questions and long, procedural answers are few. A broad question is answered by a sentence.
- Near misses “made” are written by templates over invented subjects: their figures say that the
  templates were learned, not how texts by people fare.
- It compares what stands in one passage. What a passage leaves to another one it cannot know.
- It does not count, add or compare figures beyond the forms of dates, times, amounts and ranges
  in the templates. Exact numbers are better checked by rule as well.
- It was trained once, with one seed. The intervals are over held-out rows, not over trainings.
"""


def write_reader_card(
    path: Path,
    learned: Counter[str],
    data_sha256: str,
    lines: Sequence[Figure],
    course: Course,
    seen: int,
) -> None:
    """Write the card of a trained reader.

    Args:
        path: Of the Markdown file.
        learned: Rows learned from, by kind.
        data_sha256: Of the file of the rows.
        lines: Figures on held-out rows.
        course: Of the training, with what went before.
        seen: How many of its rows an earlier course had learned from.
    """
    recipe = _RECIPE.format(
        rows=course.rows,
        minutes=course.seconds / 60,
        loss=course.loss,
        before=after_a_course(seen),
    )
    sections = (
        ("", f"Says whether a passage answers a question, and by which words. {base_line()}"),
        ("Input and output", _INPUT),
        ("Tensors", tensors("reader.safetensors", _HEADS)),
        ("Learned from", _sources(learned, data_sha256)),
        ("Recipe", recipe),
        ("Figures", _measured(lines)),
        ("Limits", _LIMITS),
    )
    write_card(path, "Reader", sections)


def _sources(learned: Counter[str], data_sha256: str) -> str:
    made = sum(count for kind, count in learned.items() if kind.startswith("made_"))
    rows = [(kind, *_LICENCES[kind], f"{learned[kind]:,}") for kind in _LICENCES if learned[kind]]
    rows.append(("made_*", "near misses written by the program itself", "as Quoth", f"{made:,}"))
    text = (
        f"`reading_train.jsonl.xz`, SHA-256 `{data_sha256}`; licences as the sources state them. "
        "The file of the weights holds no text."
    )
    return f"{table(('set', 'from', 'licence', 'rows'), rows, texts=3)}\n\n{text}"


def _measured(lines: Sequence[Figure]) -> str:
    head = ("unanswerable rows", "answerable / not", "AUROC", "95 %", "with margin", "word F1")
    rows = (
        (
            line.kind,
            f"{line.answerable} / {line.unanswerable}",
            f"{line.auroc:.3f}",
            f"{line.low:.3f} to {line.high:.3f}",
            f"{line.by_both:.3f}",
            f"{line.f1:.3f}",
        )
        for line in lines
    )
    return (
        "Held-out rows, of other documents than those learned from; passages cropped as in "
        "training, headings shown. AUROC of the logit “answers”: the share of pairs of an "
        "answerable row of the same family and an unanswerable one that it orders rightly; “with "
        "margin”: of the logit plus half of the span's margin over [CLS]; word F1 of the likeliest "
        "span where the passage answers, against one answer.\n\n" + table(head, rows)
    )
