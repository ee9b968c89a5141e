from pathlib import Path

import pytest

from eval.studies import quotations
from eval.studies.quotations import KINDS, Quoting, judge_each_kind, table
from index.errors import InputError
from index.files.location import default_sources


def _thirds(text):
    """Return a text in three, cut where paragraphs end."""
    paragraphs = text.split("\n\n")
    third = -(-len(paragraphs) // 3)
    return ["\n\n".join(paragraphs[at : at + third]) for at in range(0, len(paragraphs), third)]


@pytest.fixture
def library(shelf):
    """Three documents of which no two have a paragraph in common."""
    one, two, three = _thirds(Path(default_sources()[0]).read_text(encoding="utf-8"))
    return shelf.write(one=one, two=two, three=three).refresh()


class TestThreeHundredQuotations:
    def test_are_each_told_for_what_they_are(self, library):
        told = judge_each_kind(library, 50)
        assert [one.kind for one in told] == list(KINDS)
        assert min(one.right for one in told) >= 49
        assert [one.verbatim for one in told] == [50, 50, 50, 0, 0, 0]


class TestQuoting:
    def test_makes_the_same_quotations_in_every_run(self, library):
        texts = {name: library.text(name) for name in library.documents}
        one, other = (
            [quoting.quotation(kind) for kind in KINDS]
            for quoting in (Quoting(texts), Quoting(texts))
        )
        assert one == other

    def test_needs_two_documents(self):
        with pytest.raises(InputError, match="no two documents"):
            Quoting({"a": "word " * 100})


class TestTheProgram:
    def test_prints_a_table(self, library, shelf, capfd, monkeypatch):
        monkeypatch.setattr(quotations.Library, "open", lambda *_, **__: library)
        assert quotations.main(["-s", str(shelf.folder), "--of-each", "2"]) == 0
        out = capfd.readouterr().out.splitlines()
        assert out[0].startswith("| of 3 documents | told |")
        assert [line.split(" | ")[0].strip("| ") for line in out[2:]] == list(KINDS)
        assert out[2].split(" | ")[1:3] == ["2/2", "2/2"]

    def test_shows_one_time_where_there_is_one(self):
        shown = table([quotations.Told("exact", 1, 1, (0.5,))], 1)
        assert shown.endswith("| exact | 1/1 | 1/1 | 500.0 | 500.0 |")
