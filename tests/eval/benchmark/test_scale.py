"""What is measured of a folder and of a store is of the same passages, and says what is alike."""

import pytest

from eval.benchmark.scale import __main__ as scale
from eval.benchmark.scale import made, stages
from index.upkeep.keepers import keeper_of

pytest.importorskip("lance")


@pytest.fixture
def in_this_process(monkeypatch):
    def run(home, stage, kind, size):
        found = {}
        if stage == "write":
            made.write(home / "documents", size)
        elif stage == "compare":
            found = stages.compare(home, size)
        else:
            found = stages.STAGES[stage](home, kind, size)
        return {**found, "memory": 1_000_000}

    monkeypatch.setattr(scale, "_run", run)
    monkeypatch.setattr(stages, "ASKED", 5)


@pytest.mark.usefixtures("in_this_process")
class TestTable:
    def test_has_a_line_for_each_measure_and_says_what_is_alike_and_what_is_not(self, tmp_path):
        lines = list(scale._table(tmp_path, 60))
        index = keeper_of(stages.place_of(tmp_path, "store")).load()
        assert index.contents.size == 60
        assert lines[0] == "| 60 made passages | folder | store |"
        assert len(lines) == len(scale._ROWS) + 4
        assert lines[-1] == (
            "Of 5 questions the first passage is the same, with the same score, in 1.000, the first "
            "five are in 1.000; of the candidates 1.000 are the same."
        )


class TestMadePassages:
    def test_are_paragraphs_of_the_same_text_each_time(self, tmp_path):
        made.write(tmp_path, 50)
        texts = [path.read_text() for path in sorted(tmp_path.glob("*/*.txt"))]
        assert [len(text.split("\n\n")) for text in texts] == [20, 20, 20]
        assert texts[0] == made.document(0) != texts[1]

    def test_are_near_questions_of_their_words(self):
        encoder = made.MadeEncoder()
        one, other = (
            encoder.encode_passage(text, [(0, len(text))]).passage
            for text in made.document(0).split("\n\n")[:2]
        )
        question = " ".join(made.document(0).split("\n\n")[0].split()[:12])
        asked = encoder.encode_query(question).windows[0]
        assert asked @ one > asked @ other
