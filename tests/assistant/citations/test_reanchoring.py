from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.answering import Words
from assistant.citations.anchoring import State
from assistant.citations.original import Original
from assistant.citations.reanchoring import reanchor
from index.documents import Heading, IndexedDocument

CAT = "The cat sleeps. It is old."
DOG = "The dog barks. It is loud."
COW = "The cow eats grass."


@dataclass
class Farm:
    """What is asked now; ``text`` is None where the document is no longer among it."""

    text_now: str | None
    headings: tuple = ()

    @property
    def documents(self):
        info = IndexedDocument("farm.txt", "The Farm", "new", Path("farm.txt"))
        return () if self.text_now is None else (info,)

    def text(self, document):
        return self.text_now

    def outline(self, document):
        return self.headings

    def original(self, document):
        pages = range(0, len(self.text_now), 30)
        labels = ("i", "ii", "1")
        return Original(
            document, self.text_now, Path(document), document, pages=pages, page_labels=labels
        )


@pytest.fixture
def turn(scripted):
    return scripted.ask("Who?")


def states(now):
    found = [now.anchorings.get(passage.citation) for passage in now.turn.answer.passages]
    return [anchoring.state.value if anchoring else "intact" for anchoring in found]


class TestReanchor:
    def test_leaves_a_turn_whose_documents_are_the_same(self, turn):
        now = reanchor(turn, Farm(f"{CAT}\n\n{DOG}\n\n{COW}"))
        assert (now.turn, now.anchorings) == (turn, {})

    def test_points_what_moved_to_its_new_place(self, telling, turn):
        now = reanchor(turn, Farm(f"New here.\n\n{CAT}\n\n{DOG}\n\n{COW}"))
        assert states(now) == ["moved", "moved", "moved"]
        dog = now.turn.answer.passages[1]
        assert (dog.citation.start, dog.citation.end) == (39, 65)
        assert (dog.highlight.start, dog.highlight.end) == (39, 53)
        cat = reanchor(telling("cat"), Farm(f"New here.\n\n{CAT}")).turn.answer.passages[0]
        assert cat.highlight.answer == Words(15, 18, "cat")
        assert dog.citation.prefix == "e.\n\n" + CAT + "\n\n"
        assert dog.citation.sha256 == "new"
        assert now.anchorings[dog.citation].span == (39, 65)

    def test_moves_the_lines_that_say_something_with_them(self, turn):
        first, *rest = turn.answer.passages
        passages = (replace(first, preformatted=((4, 7),)), *rest)
        coded = replace(turn, answer=replace(turn.answer, passages=passages))
        now = reanchor(coded, Farm(f"New here.\n\n{CAT}\n\n{DOG}\n\n{COW}"))
        assert now.turn.answer.passages[0].preformatted == ((15, 18),)

    def test_reads_the_section_and_the_page_anew_and_counts_no_paragraph(self, turn):
        headings = (Heading(1, "The Farm", 0, 8), Heading(2, "Pets", 10, 14))
        now = reanchor(turn, Farm(f"The Farm\n\nPets\n\nWe keep a cat.\n\n{CAT}", headings))
        cat = now.turn.answer.passages[0].citation
        assert (cat.section, cat.page, cat.paragraph) == ("Pets", 2, None)
        assert (cat.marked_page, cat.page_label) == (2, "ii")

    def test_tells_what_changed_and_what_is_gone(self, turn):
        now = reanchor(turn, Farm(f"{CAT}\n\nThe dog is quiet now.\n\n{COW}"))
        assert states(now) == ["intact", "changed", "moved"]
        assert states(reanchor(turn, Farm(None))) == ["gone", "gone", "gone"]

    def test_looks_at_identical_passages_too(self, turn):
        first, *rest = turn.answer.passages
        twin = replace(first.citation, document="copy.txt")
        passages = (replace(first, also=(twin,)), *rest)
        twins = replace(turn, answer=replace(turn.answer, passages=passages))
        now = reanchor(twins, Farm(f"{CAT}\n\n{DOG}\n\n{COW}"))
        assert {c.document: f.state for c, f in now.anchorings.items()} == {"copy.txt": State.GONE}
