"""A corpus of any size out of one article: its sentences recombined, names and numbers replaced."""

import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from index.files.location import default_sources
from index.passages.sentences import sentence_spans
from index.passages.tokens import token_table

QUESTIONS = 1000

_SEED = 20_150_923
_TOKENS = 127
"""Budget of a passage; just below Quoth's own, so that each stays one passage."""
_TRIED = 24
"""Sentences that are tried for a passage until nothing more fits."""
_FEWEST_WORDS = 6
"""What is shorter, or has no full stop, is a credit or a heading."""
_LABELLED = Path(__file__).resolve().parent.parent / "data" / "article.jsonl"
_NAME = re.compile(r"(?<=[a-z,;’] )[A-Z][a-z]{4,}")  # noqa: RUF001


class Disguise:
    """Replaces names and numbers: the same name by the same one, throughout a passage.

    A new name is the first half of one in the article and the second half of another.
    """

    def __init__(self, text: str) -> None:
        self._names: list[str] = sorted(set(_NAME.findall(text)))
        self._pattern = re.compile(rf"\d+|\b(?:{'|'.join(self._names)})\b")

    def put_on(self, text: str, passage: int) -> str:
        """Return ``text`` as it stands in a passage, by the passage's number."""

        def replaced(found: re.Match[str]) -> str:
            word = str(found.group())
            chance = random.Random(f"{_SEED} {passage} {word}")  # noqa: S311
            if word.isdigit():
                return str(chance.randrange(1, 10)) + "".join(
                    str(chance.randrange(10)) for _ in word[1:]
                )
            first, last = chance.choice(self._names), chance.choice(self._names)
            return first[: len(first) // 2] + last[len(last) // 2 :]

        return self._pattern.sub(replaced, text)


def passages(size: int) -> Iterator[str]:
    """Return distinct passages of about 128 tokens; the same ones for every call."""
    text = _article()
    disguise = Disguise(text)
    chance = random.Random(_SEED)  # noqa: S311
    sentences = list(_sentences(text))
    seen: set[str] = set()
    while len(seen) < size:
        passage = _filled(chance.sample(sentences, len(sentences)), disguise, len(seen))
        if passage not in seen:
            seen.add(passage)
            yield passage


def questions(size: int, passage_count: int) -> Iterator[str]:
    """Return questions that people asked of the article, each about one of the passages."""
    disguise = Disguise(_article())
    chance = random.Random(_SEED)  # noqa: S311
    asked: list[str] = [json.loads(line)["question"] for line in _LABELLED.open(encoding="utf-8")]
    for _ in range(size):
        yield disguise.put_on(chance.choice(asked), chance.randrange(passage_count))


def write(folder: Path, size: int) -> None:
    """Write ``corpus.jsonl``, in BEIR's layout, and ``questions.jsonl`` into a folder."""
    with (folder / "questions.jsonl").open("w", encoding="utf-8") as file:
        for question in questions(QUESTIONS, size):
            file.write(json.dumps({"question": question}) + "\n")
    # The corpus last: where it stands, all does.
    unfinished = folder / "corpus.unfinished"
    with unfinished.open("w", encoding="utf-8") as file:
        for number, text in enumerate(passages(size), 1):
            file.write(json.dumps({"_id": f"p{number}", "title": "", "text": text}) + "\n")
    unfinished.replace(folder / "corpus.jsonl")


def _article() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in default_sources())


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for start, end in sentence_spans(line, 0, len(line)):
            sentence = line[start:end]
            if sentence.endswith(".") and len(sentence.split()) >= _FEWEST_WORDS:
                yield sentence


def _filled(sentences: list[str], disguise: Disguise, passage: int) -> str:
    """Return as many of the sentences, in disguise, as a passage holds; at least one."""
    table = token_table()
    taken = 0
    kept: list[str] = []
    for sentence in (disguise.put_on(sentence, passage) for sentence in islice(sentences, _TRIED)):
        cost = len(table.encode_ordinary(sentence)) + 1
        if not kept or taken + cost <= _TOKENS:
            kept.append(sentence)
            taken += cost
    return " ".join(kept)


if __name__ == "__main__":
    # In a process of its own, so that the benchmark stays small; see process.Finished.
    write(Path(sys.argv[1]), int(sys.argv[2]))
