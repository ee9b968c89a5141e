"""A report, and what came of each question by its answer record and its labels, with sums alone."""

import json
import math
from types import SimpleNamespace

import pytest

from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from eval.program import cli

MADE = {
    "kettle": "Ann", "lamp": "Bob", "ladder": "Cleo", "barrel": "Dov", "anchor": "Eve",
    "bell": "Finn", "drum": "Gus", "easel": "Hal", "flute": "Ida", "globe": "Jon",
}  # fmt: skip
LINES = [f"The {name} was made by {maker}." for name, maker in MADE.items()]
MAKERS = list(MADE.values())
TEXTS = {"a.txt": "\n".join(LINES[:5]), "b.txt": "\n".join(LINES[5:])}
DEPTH = 5
LIMITS = {"nDCG@10": 0.02, "Success@1": 0.02, "refused": 0.02}
RANKING = ("nDCG@10", "Success@1", "R@3", "R@5", "RR")
EITHER = ("AUROC", "F1 not found")
ORDER = (
    *RANKING, "sentence right", "answer words", "citations valid", *EITHER, "sure", "carried words",
    "refused", "false answers", "wrong though sure", "calibration error", "marks on headings",
)  # fmt: skip

# Of the ten questions that are answerable: the rank of the right line before and now, the
# confidence before and now. Below .5 the scripted assistant says no.
RANKS = [(1, 1), (1, 2), (1, 2), (1, 3), (1, 2), (1, 9), (2, 2), (2, 2), (1, 1), (3, 3)]
SURE = [
    (0.9, 0.9), (0.8, 0.7), (0.9, 0.4), (0.7, 0.6), (0.6, 0.6), (0.95, 0.3), (0.4, 0.6),
    (0.55, 0.55), (0.85, 0.85), (0.3, 0.2),
]  # fmt: skip
UNANSWERABLE = [(0.2, 0.2), (0.6, 0.7), (0.45, 0.45), (0.52, 0.1)]


def labels():
    for n, line in enumerate(LINES):
        yield {
            "id": f"q{n}",
            "question": f"Who made what {n}?",
            "evidence": [{"document": "a.txt" if n < 5 else "b.txt", "quote": line}],
            "answers": [f"by {MAKERS[n]}" if n % 2 else MAKERS[n]],
            "tags": ["odd"] if n % 2 else ["even"],
        }
    for n in range(len(UNANSWERABLE)):
        yield {
            "id": f"u{n}",
            "question": f"Who broke what {n}?",
            "evidence": [],
            "tags": ["near-miss"] if n < 3 else ["odd"],
        }


def answers(scripted, side):
    """The answer records of a run: before is side 0, now is side 1."""
    ranks, confidences = {}, {}
    for n, line in enumerate(LINES):
        question = f"Who made what {n}?"
        others = [other for other in LINES if other != line]
        rank = RANKS[n][side]
        ranks[question] = [*others[: rank - 1], line, *others[rank - 1 :]]
        confidences[question] = SURE[n][side]
    for n, sides in enumerate(UNANSWERABLE):
        confidences[f"Who broke what {n}?"] = sides[side]
    words = {line: f"by {maker}" for line, maker in zip(LINES, MAKERS, strict=True)}
    assistant = scripted.Assistant(TEXTS, ranks=ranks, confidences=confidences, words=words)
    for record in labels():
        turn = assistant.compose(assistant.retrieve(record["question"]), k=DEPTH)
        yield answer_record(turn, IndexName("f1", "scripted"), question_id=record["id"]).fields()


@pytest.fixture(scope="session")
def world(scripted, tmp_path_factory):
    """The answer records of two runs, and the report of the second against the first."""
    folder = tmp_path_factory.mktemp("by-hand")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    limits = "".join(f'"{name}" = {limit}\n' for name, limit in LIMITS.items())
    (folder / "quoth-eval.toml").write_text(
        f'sources = ["a.txt", "b.txt"]\n[floors]\n"Success@1" = 0.65\n[tolerances]\n{limits}'
    )
    eval_set = scripted.write_lines(folder / "set.jsonl", *labels())
    told = {}
    for side, name in enumerate(("before", "now")):
        told[name] = list(answers(scripted, side))
        scripted.write_lines(folder / f"{name}.jsonl", *told[name])
    judged = [str(eval_set), "--quiet", "--answers"]
    assert cli.main([*judged, str(folder / "before.jsonl"), "--update-baseline"]) == 0
    report = folder / "report.json"
    assert cli.main([*judged, str(folder / "now.jsonl"), "--report", str(report)]) == 1
    return told, json.loads(report.read_text())


def rows_of(told):
    """What came of each question, from its answer record and its labels."""
    return [_row(label, answer) for label, answer in zip(labels(), told, strict=True)]


def _row(label, answer):
    quotes = [evidence["quote"] for evidence in label["evidence"]]
    passages = answer["passages"]
    rank = next((r for r, p in enumerate(passages, 1) if p["text"] in quotes), None)
    places = [(p["text"], p["citation"]) for p in passages]
    row = {
        "id": label["id"],
        "tags": label["tags"],
        "answerable": bool(quotes),
        "rank": rank,
        "documents": {evidence["document"] for evidence in label["evidence"]},
        "confidence": answer["confidence"],
        "found": answer["found"],
        "is_sure": answer["certainty"] == "sure",
        "right": rank == 1,
        "citations valid": mean_of(
            [TEXTS[c["document"]][c["start"] : c["end"]] == text for text, c in places]
        ),
        "marks on headings": 0.0 if answer["found"] else None,
    }
    if not quotes:
        return {**row, "false answers": float(answer["found"])}
    said = passages[0]["highlight"]["answer"]["text"]
    return {
        **row,
        "nDCG@10": 1 / math.log2(rank + 1) if rank else 0.0,
        "Success@1": float(rank == 1),
        "R@3": float(bool(rank and rank <= 3)),
        "R@5": float(bool(rank and rank <= 5)),
        "RR": 1 / rank if rank else 0.0,
        "sentence right": float(rank == 1),
        "answer words": _f1(said, label["answers"][0]) if rank == 1 else 0.0,
        "sure": float(row["is_sure"]),
        "refused": float(not answer["found"]),
    }


def _f1(said, answer):
    said, answer = set(said.lower().split()), set(answer.lower().split())
    return 2 * len(said & answer) / (len(said) + len(answer))


def mean_of(values):
    return sum(values) / len(values) if values else None


def value_of(name, rows):
    """The value of a measure over rows, and how many it is about."""
    if name == "AUROC":
        yes, no = sides_of(rows, "confidence")
        pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in yes for b in no]
        return mean_of(pairs), len(rows) if pairs else 0
    if name == "F1 not found":
        yes, no = sides_of(rows, "found")
        rightly, predicted = no.count(False), no.count(False) + yes.count(False)
        return (2 * rightly / (predicted + len(no)), len(rows)) if yes and no else (None, 0)
    if name == "wrong though sure":
        sure = [not row["right"] for row in rows if row["is_sure"]]
        return mean_of(sure), len(sure)
    if name == "calibration error":
        ordered = sorted(rows, key=lambda row: row["confidence"])
        sizes = [len(rows) // 10 + (n < len(rows) % 10) for n in range(10)]
        starts = [sum(sizes[:n]) for n in range(10)]
        bins = [ordered[at : at + size] for at, size in zip(starts, sizes, strict=True)]
        gaps = [abs(sum(row["confidence"] - row["right"] for row in part)) for part in bins]
        return sum(gaps) / len(rows), len(rows)
    values = [row[name] for row in rows if row.get(name) is not None]
    return mean_of(values), len(values)


def sides_of(rows, name):
    return tuple([row[name] for row in rows if row["answerable"] is side] for side in (True, False))


def at_least(hits, n, share):
    """How probable so many hits are, or more, where each has this share."""
    return sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(hits, n + 1))


@pytest.fixture(scope="session")
def hand():
    """How numbers are taken by hand: rows of questions, and a measure over rows."""
    return SimpleNamespace(
        rows=rows_of, value=value_of, sides=sides_of, mean=mean_of, at_least=at_least,
        ranking=RANKING, texts=TEXTS, limits=LIMITS, order=ORDER, either=EITHER,
    )  # fmt: skip
