"""The card of the carrier."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.training.card import after_a_course, base_line, table, tensors, write_card
from eval.training.following.figures import Figure
from eval.training.loop import Course

_LICENCES = {
    "canard": ("CANARD, training part; answers as their nouns", "CC BY-SA 4.0"),
    "cast": ("TREC CAsT 2019 to 2022", "MIT"),
    "ikat": ("TREC iKAT 2023 to 2025", "MIT"),
    "gecor": ("GECOR, restaurants", "MIT"),
    "cqr": ("CQR, in a car", "MIT-0"),
    "shifted": (
        "a question of another conversation, as it stands alone: nothing is needed",
        "as above",
    ),
    "standing": ("the rewrite in place of the question: nothing is needed", "as above"),
    "made": (
        "ordinals, “the latter”, corrections, returns and the like, written by the program",
        "as Quoth",
    ),
}
_HEADS = (
    (
        "carries.weight",
        "(1, 384)",
        "logit of “the question needs this word”, on its first wordpiece",
    ),
    ("carries.bias", "(1,)", ""),
)
_INPUT = """\
`[CLS] question [SEP] conversation [SEP]` by the base's tokenizer; token types 0 up to the first
[SEP] and 1 behind it; the first 256 wordpieces, the last of them made [SEP]. The conversation is
`question | answer | question | answer`, the latest exchange first, six exchanges, and the opening
question behind them where there were more; the words that an earlier question carried stand behind
it; an answer is mostly its sentence that shares most words with its question, at most 400
characters.

The probability of a word is the sigmoid of the logit of its first wordpiece; a word that stands
several times has the highest. Judged are words, cut as BM25 cuts them, that are no
stop words and whose stem the question lacks.
"""
_RECIPE = """\
`make carrier DATA=FOLDER`, seed 0, {rows:,} rows in {minutes:.0f} minutes on two shared CPU cores
(mean loss at the end {loss:.3f}). AdamW (weight decay .01, gradients clipped to 1), batches of 32,
bfloat16 autocast, learning rate 7e-4, warm-up over a twentieth, then linear to 0; no dropout.{before} A
word is needed where its stem stands in the person's rewrite and not in the question (binary
cross-entropy, needed words count twice). One conversation of sixteen is held out, by its name. A
quarter more rows ask a question of another conversation behind a history, half of them announced
(“Another question: ...”), half as it was asked there where no word of it points back; an eighth
more ask the rewrite itself; one in seven is typed carelessly. Conversations whose answers are texts
count three times, half of CANARD once.
"""
_LIMITS = """\
- English. What the person's rewrite names is what it learned, not what a search needs: a rewrite
  seldom repeats what the last question was about (“Why not?”). Rules for that are not here.
- CANARD's answers are lists of nouns, so names that answers bring up were learned from the
  smaller sets.
- It was trained once, with one seed.
"""


def write_carrier_card(
    path: Path,
    learned: Counter[str],
    data_sha256: str,
    overall: Sequence[Figure],
    by_set: Mapping[str, tuple[int, Figure]],
    course: Course,
    seen: int,
) -> None:
    """Write the card of a trained carrier.

    Args:
        path: Of the Markdown file.
        learned: Rows learned from, by set.
        data_sha256: Of the file of the rows.
        overall: Figures on all held-out conversations, by threshold.
        by_set: Rows and figures of each held-out set, at one threshold.
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
        ("", f"Says which words of a conversation a question needs. {base_line()}"),
        ("Input and output", _INPUT),
        ("Tensors", tensors("carrier.safetensors", _HEADS)),
        ("Learned from", _sources(learned, data_sha256)),
        ("Recipe", recipe),
        ("Figures", _measured(overall, by_set)),
        ("Limits", _LIMITS),
    )
    write_card(path, "Carrier", sections)


def _sources(learned: Counter[str], data_sha256: str) -> str:
    rows = [(name, *_LICENCES[name], f"{learned[name]:,}") for name in _LICENCES if learned[name]]
    text = f"`rewrites.jsonl.xz`, SHA-256 `{data_sha256}`; licences as the sources state them."
    return f"{table(('set', 'from', 'licence', 'rows'), rows, texts=3)}\n\n{text}"


def _measured(overall: Sequence[Figure], by_set: Mapping[str, tuple[int, Figure]]) -> str:
    columns = ("precision", "recall", "F1", "carry, needing nothing")
    lines = [(f"{one.threshold:.1f}", *_cells(one)) for one in overall]
    sets = [(name, count, *_cells(one)) for name, (count, one) in by_set.items()]
    return (
        "Conversations held out. Stems of words carried against those of the person's rewrite that "
        "stand in what was read of the conversation; the last column is the share of the questions "
        "that need nothing and carry a word.\n\n"
        f"{table(('threshold', *columns), lines)}\n\n"
        f"Each set at {next(iter(by_set.values()))[1].threshold}:\n\n"
        f"{table(('set', 'rows', *columns), sets)}"
    )


def _cells(one: Figure) -> tuple[str, ...]:
    return tuple(f"{share:.3f}" for share in (one.precision, one.recall, one.f1, one.carrying))
