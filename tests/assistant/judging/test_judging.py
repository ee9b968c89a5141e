"""Three hundred quotations made by program, each judged."""

import random
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.answering import Citation
from assistant.judging.extracting import Extract, extracts
from assistant.judging.judge import Judge, Verdict
from assistant.judging.naming import Names, Said
from assistant.quotations.finder import Finder
from assistant.quotations.finding import Finding, Match, QuotedPlace
from index.files.location import default_sources

OF_EACH = 50
EXPECTED = {
    "exact": (Verdict.VERBATIM, Match.EXACT),
    "white space": (Verdict.VERBATIM, Match.TYPOGRAPHIC),
    "elided": (Verdict.VERBATIM, Match.ELIDED),
    "one word changed": (Verdict.NEAR, Match.NEAR),
    "stitched": (Verdict.STITCHED, Match.STITCHED),
    "other document": (Verdict.MISATTRIBUTED, Match.EXACT),
}


class Quoting:
    """Makes quotations of documents, each of a kind, the same in every run."""

    def __init__(self, texts):
        self.chance = random.Random(7)
        self.texts = texts
        self.paragraphs = [
            (name, paragraph)
            for name, text in texts.items()
            for paragraph in text.split("\n\n")
            if len(paragraph.split()) > 60 and not re.search(r"[*_`>#]", paragraph)
        ]

    def words(self, least=8, most=30, *, besides=""):
        """Return a document and some words of a paragraph, of another one than ``besides``."""
        name, paragraph = self.chance.choice([one for one in self.paragraphs if besides not in one])
        self.paragraph = paragraph
        words = re.findall(r"\S+\s*", paragraph)
        count = self.chance.randint(least, most)
        at = self.chance.randrange(len(words) - count)
        return name, words[at : at + count]

    def quotation(self, kind):
        """Return what is quoted, and the document that it is said to be of."""
        name, words = self.words()
        match kind:
            case "white space":
                ends = (self.chance.choice(["  ", "\n> ", "\t", "\u00a0"]) for _ in words)
                return name, "".join(w.rstrip() + e for w, e in zip(words, ends, strict=True))
            case "elided":
                third = len(words) // 3
                sign = self.chance.choice([" … ", " ... ", " [...] ", "… "])
                return name, "".join(words[:third]).rstrip() + sign + "".join(words[-third:])
            case "one word changed":
                at = self.chance.randrange(len(words))
                words[at] = self.chance.choice(["umbrella ", "seventeen ", "quietly "])
            case "stitched":
                name, words = self.words(6, 15)
                further = self.words(6, 15, besides=self.paragraph)[1]
                return name, "".join(words).rstrip() + " " + "".join(further)
            case "other document":
                name = self.chance.choice([other for other in self.texts if other != name])
        return name, "".join(words)


def _thirds(text):
    """Return a text in three, cut where paragraphs end."""
    paragraphs = text.split("\n\n")
    third = -(-len(paragraphs) // 3)
    return ["\n\n".join(paragraphs[at : at + third]) for at in range(0, len(paragraphs), third)]


@pytest.fixture
def library(shelf):
    """Documents of which no two have a paragraph in common."""
    text = Path(default_sources()[0]).read_text(encoding="utf-8")
    one, two, three = _thirds(text)
    return shelf.write(one=one, two=two, three=three).refresh()


class TestThreeHundredQuotations:
    def test_are_each_told_for_what_they_are(self, library):
        quoting = Quoting({name: library.text(name) for name in library.documents})
        names = Names.of((known.id, known.title) for known in library.documents.values())
        judge = Judge(Finder(library), lambda _: pytest.fail("a quotation is no claim"))
        told = Counter()
        for kind, expected in EXPECTED.items():
            for _ in range(OF_EACH):
                said, quoted = quoting.quotation(kind)
                text = f"It says:\n\n> {quoted}\n> — {said}\n\nSo much for that."
                (judgement,) = judge.judged(extracts(text, names))
                found = (judgement.verdict, judgement.finding.match)
                told[kind] += found == expected
                if expected[0] is Verdict.VERBATIM:
                    assert judgement.verdict is Verdict.VERBATIM, quoted
                if found != expected:
                    pass
        assert all(told[kind] >= 0.97 * OF_EACH for kind in EXPECTED), told


class TestPages:
    """A quotation that stands on the twentieth page, which the document calls 12."""

    @pytest.fixture
    def verdict(self):
        citation = Citation(
            1, "mill.pdf", "Mill", None, None, 20, 5, 9, "", "", "0", page_label="12"
        )
        place = QuotedPlace(Match.EXACT, "mill", citation, "mill")
        finder = SimpleNamespace(find=lambda quotation: Finding(quotation, (place,)))
        judge = Judge(finder, lambda _: pytest.fail("a quotation is no claim"))

        def of(*pages):
            (judgement,) = judge.judged([Extract("mill", 1, Said(("mill.pdf",), pages))])
            return judgement.verdict

        return of

    def test_may_be_counted_or_called_as_the_document_does(self, verdict):
        assert verdict() is verdict(20) is verdict(12) is verdict(19, 20) is Verdict.VERBATIM

    def test_that_are_others_are_misattributed(self, verdict):
        assert verdict(13) is Verdict.MISATTRIBUTED
