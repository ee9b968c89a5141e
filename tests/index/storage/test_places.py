"""What a search asks of an index is answered alike, wherever that lies."""

import numpy as np
import pytest

from index.following import ToldWord
from index.readers.markdown.reader import read
from index.search.restriction import EVERYTHING, Restriction
from index.search.retriever import Retriever
from index.search.selection import select
from index.signals.best_sentence import SENTENCE_CODES
from index.signals.late_interaction import TOKENS
from index.storage.memory import Memory
from index.vectors import cosines

TEXTS = {
    "a.md": "# Boats\n\nThe ferry crossed the river. It was late.",
    "b.md": "# Trade\n\n## Sales\n\nThe ferries were sold.\n\n## Bees\n\nHoney, honey and honeycombs.",
    "c.md": "# Boats\n\nThe ferry crossed the river. It was late.",
}
LANGUAGES = {"d.txt": "Die Fähren sind auf dem Fluss.", "e.txt": "The ferries are on the river."}
FERRY, SOLD, HONEY, COPY = range(4)


def in_a_folder(shelf, _encoder, texts):
    shelf.folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (shelf.folder / name).write_text(text, encoding="utf-8")
    return shelf.index().contents


def in_a_store(shelf, _encoder, texts):
    pytest.importorskip("lance")
    in_a_folder(shelf, _encoder, texts)
    return shelf.in_a_store().refresh(model="fake")._snapshot.contents


def in_memory(_shelf, encoder, texts):
    return Memory.of([d for n, t in texts.items() for d in read(t.encode(), n).documents], encoder)


@pytest.fixture(params=[in_a_folder, in_a_store, in_memory])
def new_place(request, shelf, fake_encoder):
    return lambda texts: request.param(shelf, fake_encoder, texts)


@pytest.fixture
def place(new_place):
    return new_place(TEXTS)


@pytest.fixture
def ferry(fake_encoder):
    """The vector of a word."""
    return fake_encoder.encode_query("ferry").windows


def rows(*numbers):
    return np.array(numbers, np.int64)


class TestPassages:
    def test_stand_in_document_order(self, place):
        assert place.size == 4
        assert [place.passage(row).document for row in range(4)] == ["a.md", "b.md", "b.md", "c.md"]
        assert place.passage(SOLD).text == "The ferries were sold."
        assert place.passage(SOLD).section == ("Trade", "Sales")
        with pytest.raises(IndexError):
            place.passage(4)

    def test_documents_and_sections_are_listed_once(self, place):
        assert list(place.ids) == list(TEXTS)
        assert list(place.sections) == [("Boats",), ("Trade", "Sales"), ("Trade", "Bees")]

    def test_those_with_the_same_text_know_each_other(self, place):
        everything = place.choose()
        assert [list(place.copies(row, everything)) for row in range(4)] == [
            [COPY], [], [], [FERRY]
        ]  # fmt: skip
        assert list(place.copies(FERRY, select(place, Restriction(("b.md",))))) == []

    def test_have_sentences(self, place):
        found = place.sentences(rows(SOLD, FERRY))
        assert found.starts.tolist() == [0, 1, 3]
        texts = [TEXTS["b.md"], TEXTS["a.md"], TEXTS["a.md"]]
        assert [text[a:b] for text, (a, b) in zip(texts, found.rows.tolist(), strict=True)] == [
            "The ferries were sold.", "The ferry crossed the river.", "It was late."
        ]  # fmt: skip


class TestChoosing:
    def test_everything_is_each_text_once(self, place):
        chosen = place.choose()
        assert chosen.rows.tolist() == [FERRY, SOLD, HONEY]
        assert (chosen.documents, COPY in chosen) == (3, True)

    @pytest.mark.parametrize(
        ("restriction", "chosen", "documents"),
        [
            (Restriction(("c.md", "b.md")), [SOLD, HONEY, COPY], 2),
            (Restriction((), ("boats",)), [FERRY], 2),
            (Restriction(("c.md",), ("boats",)), [COPY], 1),
        ],
    )
    def test_the_first_that_is_chosen_stands_for_its_copies(
        self, place, restriction, chosen, documents
    ):
        selection = select(place, restriction)
        assert (selection.rows.tolist(), selection.documents) == (chosen, documents)

    def test_what_stands_under_another_heading_may_be_found_for_itself(self, new_place):
        place = new_place(
            {"a.md": "# Dogs\n\nNo.", "b.md": "# Cats\n\nNo.", "c.md": "# Dogs\n\nNo."}
        )
        everything = place.choose()
        assert everything.rows.tolist() == [0]
        assert everything.found.tolist() == [0, 1]
        assert not everything.is_plain
        assert place.nearest(np.ones((1, 16), np.float32), everything, 3).rows.tolist() == [0, 1]
        assert place.best_by_words([("cat", 1.0)], everything, 3).rows.tolist() == [1]
        cats_and_dogs = select(place, Restriction(("b.md", "c.md")))
        assert (cats_and_dogs.rows.tolist(), cats_and_dogs.found.tolist()) == ([1], [1, 2])

    def test_documents_without_the_sections_leave_nothing(self, place):
        nothing = place.choose(np.array([False, True, False]), np.array([True, False, False]))
        assert len(nothing.rows) == 0


class TestVectors:
    def test_the_nearest_stand_in_document_order_with_their_cosines(self, place, ferry):
        found = place.nearest(ferry, place.choose(), 2)
        assert found.rows.tolist() == [FERRY, SOLD, HONEY]
        expected = (place.vectors(found.rows) @ ferry.T)[:, 0]
        np.testing.assert_allclose(found.values, expected, rtol=1e-3, atol=1e-4)

    def test_the_better_of_two_windows_counts(self, place, fake_encoder, ferry):
        honey = fake_encoder.encode_query("honey").windows
        both = place.nearest(np.concatenate([ferry, honey]), place.choose(), 3)
        apart = [place.nearest(window, place.choose(), 3).values for window in (ferry, honey)]
        np.testing.assert_allclose(both.values, np.maximum(*apart), rtol=1e-5)

    def test_only_what_is_chosen_is_found(self, place, ferry):
        within = select(place, Restriction(("c.md",)))
        assert place.nearest(ferry, within, 3).rows.tolist() == [COPY]

    def test_they_are_those_of_the_passages(self, place, fake_encoder):
        spans = [(0, len("The ferries were sold."))]
        sold = fake_encoder.encode_passage("The ferries were sold.", spans, "Trade: Sales")
        np.testing.assert_allclose(place.vectors(rows(SOLD))[0], sold.passage, atol=1e-3)


class TestColumns:
    def test_hold_what_signals_store_of_each_passage(self, place, fake_encoder):
        words = fake_encoder.encode_query("ferries sold").tokens
        tokens = place.units(TOKENS.file, rows(HONEY, SOLD))
        assert tokens.starts.tolist() == [0, 6, 12]  # four words under two of a heading
        matches = cosines(tokens.rows[6:, : words.shape[1]], words)
        np.testing.assert_allclose(matches.max(axis=0), 1, atol=1e-3)

    def test_hold_a_vector_for_each_sentence(self, place):
        assert place.units(SENTENCE_CODES.file, rows(SOLD, FERRY)).starts.tolist() == [0, 1, 3]


class TestWords:
    def test_frequencies_are_those_of_all_passages(self, place):
        assert place.frequencies(["ferri", "honey", "boat", "zeppelin"]) == [3, 1, 2, 0]

    def test_what_matches_is_found_with_its_score(self, place):
        """BM25: three hold "ferri" once; see ``TERMS`` for the lengths."""
        terms = [("ferri", 1.0), ("honey", 0.5)]
        found = place.best_by_words(terms, place.choose(), 1)
        assert found.rows.tolist() == [FERRY, SOLD, HONEY]
        lengths = [len(place_terms) for place_terms in TERMS]
        average = sum(lengths) / 4
        damped = [1.2 * (0.25 + 0.75 * length / average) for length in lengths]
        rare, common = np.log1p((4 - 1 + 0.5) / 1.5), np.log1p((4 - 3 + 0.5) / 3.5)
        expected = [
            common / (1 + damped[0]),
            common / (1 + damped[1]),
            0.5 * rare * 2 / (2 + damped[2]),
        ]
        np.testing.assert_allclose(found.values, expected, rtol=1e-5)

    def test_scores_of_some_passages_are_those(self, place):
        terms = [("ferri", 1.0), ("honey", 0.5), ("honey", 1.0)]
        found = place.best_by_words(terms, place.choose(), 1)
        assert place.word_scores(terms, rows(HONEY, FERRY)).tolist() == [
            found.at(HONEY), found.at(FERRY)
        ]  # fmt: skip

    def test_only_what_is_chosen_is_found(self, place):
        within = select(place, Restriction(("b.md", "c.md")))
        assert place.best_by_words([("ferri", 1.0)], within, 1).rows.tolist() == [SOLD, COPY]

    def test_a_passage_holds_its_terms_and_those_above_it(self, place):
        assert [place.holds(term, SOLD) for term in ("ferri", "sale", "honey", "x")] == [
            True, True, False, False
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("word", "chosen", "is_mentioned"),
        [
            ("Ferries", ("a.md",), True),
            ("Honey", ("a.md",), False),
            ("Honey", ("b.md",), True),
            ("comb", ("b.md",), True),
            ("Boatswain", ("c.md",), True),
            ("Zeppelin", (), False),
        ],
    )
    def test_mentions_are_words_their_parts_and_their_roots(
        self, place, word, chosen, is_mentioned
    ):
        assert place.mentions(word, select(place, Restriction(chosen))) == is_mentioned

    def test_words_are_known_as_they_are_spelled(self, place):
        assert [place.has_word(word) for word in ("ferries", "ferri", "trade", "was")] == [
            True, False, True, False
        ]  # fmt: skip

    def test_the_nearest_word_is_the_most_frequent_of_those_that_are_as_near(self, place):
        assert place.nearest_word("ferrys", 1) == "ferry"
        assert place.nearest_word("hony", 1) == "honey"
        assert place.nearest_word("hony", 0) is None


TERMS = [
    ["ferri", "cross", "river", "late", "boat", "boat"],
    ["ferri", "sold", "trade", "trade", "sale"],
    ["honey", "honey", "honeycomb", "trade", "trade", "bee"],
    ["ferri", "cross", "river", "late", "boat", "boat"],
]


class TestRankings:
    @pytest.mark.parametrize("question", ["Was the ferry sold?", "honey", "…", "Who traded boats?"])
    def test_are_the_same_from_every_place(self, shelf, fake_encoder, question):
        stored = in_a_store(shelf, fake_encoder, TEXTS)
        folder, memory = shelf.index().contents, in_memory(shelf, fake_encoder, TEXTS)
        for within in (EVERYTHING, Restriction(("b.md", "c.md"))):
            first, second, third = (
                list(
                    Retriever(place, fake_encoder).rank(question, [ToldWord("river", 1.0)], within)
                )
                for place in (folder, memory, stored)
            )
            assert first == second == third


def test_words_are_those_of_the_languages_of_their_documents(new_place):
    place = new_place(LANGUAGES)
    assert tuple(place.languages) == ("de", "en")
    assert [place.passage(row).language for row in (0, 1)] == ["de", "en"]
    assert place.frequencies(["fahr", "ferri", "auf", "on"]) == [1, 1, 0, 0]
    assert place.mentions("Fähre", place.choose())
