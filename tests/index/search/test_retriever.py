"""Ranking: whole, finite, in a fixed order, and nothing by accident."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.following import ToldWord
from index.readers.markdown.reader import read as markdown
from index.readers.text.reader import read
from index.search.answered import ANSWERED
from index.search.retriever import Retriever
from index.signals.registry import WEIGHTS
from index.storage.memory import Memory
from index.storage.store import Store

TEXTS = {
    "a": "Gun battles in Dushanbe killed more than twenty people. Nobody was charged.",
    "b": "The bridge was closed in winter. Traffic went by ferry.",
    "c": "Copper prices rose. So did the price of tin.",
    "d": "😀😀😀",
    "e": "\u0f3a\u0f3b",
}


@pytest.fixture
def retriever(fake_encoder):
    documents = [
        document
        for name, text in TEXTS.items()
        for document in read(text.encode(), f"{name}.txt").documents
    ]
    return Retriever(Memory.of(documents, fake_encoder), fake_encoder)


def documents(ranking):
    return [scored.passage.document for scored in ranking]


class TestRanking:
    def test_it_holds_every_passage_once(self, retriever):
        ranking = retriever.rank("Was the bridge closed?")
        assert len(ranking) == 5
        assert sorted(documents(ranking)) == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]

    def test_what_shares_most_words_comes_first(self, retriever):
        assert documents(retriever.rank("Was the bridge closed?"))[0] == "b.txt"
        assert documents(retriever.rank("copper prices"))[0] == "c.txt"

    def test_words_that_are_carried_over_help_to_find(self, retriever):
        assert documents(retriever.rank("And the price?", [ToldWord("tin", 0.5)]))[0] == "c.txt"

    def test_they_count_less_than_those_of_the_question(self, retriever):
        ranking = retriever.rank("Was the bridge closed?", [ToldWord("copper", 0.5)])
        assert documents(ranking)[0] == "b.txt"
        assert ranking.query.text == "Was the bridge closed? copper"

    def test_they_count_by_their_probability(self, retriever):
        def score(probability):
            ranking = retriever.rank("Was the bridge closed?", [ToldWord("copper", probability)])
            return next(each.score for each in ranking if each.passage.document == "c.txt")

        assert score(0.3) < score(0.6) < score(0.9)

    def test_carrying_nothing_changes_nothing(self, retriever):
        alone = retriever.rank("Was the bridge closed?")
        assert list(retriever.rank("Was the bridge closed?", ())) == list(alone)

    def test_scores_fall_from_rank_to_rank(self, retriever):
        scores = [scored.score for scored in retriever.rank("gun battles in winter")]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[-1]

    def test_the_sentence_that_answers_best_is_named(self, retriever):
        best = retriever.rank("What became of the price of tin?")[0]
        start, end = best.sentence
        assert TEXTS["c"][start:end] == "So did the price of tin."

    def test_the_sentence_is_one_of_its_passage(self, retriever):
        for scored in retriever.rank("Who was charged?"):
            assert scored.sentence in scored.passage.sentences

    def test_each_signal_says_what_it_measured(self, retriever):
        for scored in retriever.rank("Was the bridge closed?"):
            assert [said.signal for said in scored.contributions] == list(WEIGHTS)
            assert all(math.isfinite(said.value) for said in scored.contributions)

    def test_the_parts_of_the_signals_make_up_the_score(self, retriever):
        for scored in retriever.rank("Was the bridge closed?"):
            total = sum(said.part for said in scored.contributions)
            assert total == pytest.approx(scored.score, abs=1e-5)

    def test_it_can_be_read_by_rank_from_either_end(self, retriever):
        ranking = retriever.rank("Was the bridge closed?")
        assert ranking[0] == next(iter(ranking))
        assert ranking[-1] == list(ranking)[-1]
        with pytest.raises(IndexError):
            ranking[5]

    def test_the_same_query_has_the_same_ranking(self, retriever):
        first, second = (list(retriever.rank("tin and copper")) for _ in range(2))
        assert first == second

    def test_it_is_the_same_from_an_index_that_was_loaded(self, shelf, fake_encoder, retriever):
        shelf.write(**TEXTS).index()
        loaded = Retriever(Store(shelf.store.directory).load().contents, fake_encoder)
        assert list(loaded.rank("tin and copper")) == list(retriever.rank("tin and copper"))

    @given(query=st.text(min_size=1, max_size=60).filter(str.strip))
    def test_every_query_has_a_whole_and_finite_one(self, retriever, query):
        ranking = retriever.rank(query)
        assert len(ranking) == 5
        assert all(math.isfinite(scored.score) for scored in ranking)


class TestPassagesThatAnsweredBefore:
    def test_they_are_lowered_by_a_fixed_amount_that_the_parts_show(self, retriever):
        alone = retriever.rank("Was the bridge closed?")
        answers = ["The bridge was closed in winter."]
        after = retriever.rank("Was the bridge closed?", answers=answers)
        [before], [lowered] = (
            [scored for scored in ranking if scored.passage.document == "b.txt"]
            for ranking in (alone, after)
        )
        assert lowered.score == pytest.approx(before.score - ANSWERED, abs=1e-6)
        parts = [said.part for said in lowered.contributions]
        assert sum(parts) == pytest.approx(lowered.score, abs=1e-6)
        assert parts[-1] == -ANSWERED

    def test_others_keep_their_scores_and_none_is_lost(self, retriever):
        alone = retriever.rank("copper and gun battles")
        after = retriever.rank("copper and gun battles", answers=["Copper prices rose."])
        assert sorted(documents(after)) == sorted(documents(alone))
        assert {s.score for s in after if s.passage.document != "c.txt"} == {
            s.score for s in alone if s.passage.document != "c.txt"
        }

    @pytest.mark.parametrize("quotes", [[], ["", "  ", "."], ["The bridge burnt in summer."]])
    def test_what_no_passage_holds_or_every_one_might_changes_nothing(self, retriever, quotes):
        alone = retriever.rank("Was the bridge closed?")
        assert list(retriever.rank("Was the bridge closed?", answers=quotes)) == list(alone)


class TestTies:
    @pytest.mark.parametrize("query", ["😀", "?!", "☃ …"])
    def test_where_nothing_is_known_all_tie_in_document_order(self, retriever, query):
        ranking = retriever.rank(query)
        assert {scored.score for scored in ranking} == {0.0}
        assert documents(ranking) == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]

    def test_passages_that_score_alike_stay_in_document_order(self, shelf, fake_encoder):
        shelf.write(z="One river.", b="One river!", m="One river?")
        ranking = Retriever(shelf.index().contents, fake_encoder).rank("river")
        assert len({scored.score for scored in ranking}) == 1
        assert documents(ranking) == ["b.txt", "m.txt", "z.txt"]

    def test_what_else_is_in_the_index_does_not_turn_two_around(self, shelf, fake_encoder):
        shelf.write(a=TEXTS["a"], b=TEXTS["b"])
        alone = documents(Retriever(shelf.index().contents, fake_encoder).rank("ferry"))
        shelf.write(**TEXTS)
        among = documents(Retriever(shelf.index().contents, fake_encoder).rank("ferry"))
        assert [name for name in among if name in alone] == alone


class TestIdenticalPassages:
    def test_they_stand_once_at_the_first_and_the_others_beside_it(self, shelf, fake_encoder):
        shelf.write(b=TEXTS["b"], c=TEXTS["b"], a=TEXTS["a"], d=TEXTS["b"])
        ranking = Retriever(shelf.index().contents, fake_encoder).rank("ferry")
        assert documents(ranking) == ["b.txt", "a.txt"]
        assert [twin.document for twin in ranking[0].also] == ["c.txt", "d.txt"]
        assert ranking[1].also == ()

    def test_each_keeps_its_own_place(self, shelf, fake_encoder):
        shelf.write(a=f"\n\n{TEXTS['b']}", b=TEXTS["b"])
        best = Retriever(shelf.index().contents, fake_encoder).rank("ferry")[0]
        assert (best.passage.start, best.also[0].start) == (2, 0)


class TestTheModel:
    """With the real encoder, on texts that some program mixed up."""

    @pytest.fixture
    def real(self, shelf, encoder):
        shelf.encoder = encoder
        texts = {
            **TEXTS,
            "f": "🦀🦞",
            "g": "What is it that they do, and why is it that they do it?",
        }
        return Retriever(shelf.write(**texts).index().contents, encoder)

    def test_it_finds_what_shares_no_word_with_the_question(self, real):
        assert documents(real.rank("How many lives did the shooting cost?"))[0] == "a.txt"

    @pytest.mark.parametrize("query", ["😀", "🦀", "\u0f3a", "\x00", "\u200b"])
    def test_unknown_symbols_resemble_nothing_by_accident(self, real, query):
        ranking = real.rank(query)
        assert {scored.score for scored in ranking} == {0.0}

    def test_no_passage_of_unknown_symbols_comes_first(self, real):
        assert documents(real.rank("How was traffic in winter?"))[-1] not in {"a.txt", "b.txt"}
        assert documents(real.rank("How was traffic in winter?"))[0] == "b.txt"

    def test_stop_words_match_no_words(self, real):
        for scored in real.rank("what is it that they do"):
            measured = {said.signal: said.value for said in scored.contributions}
            assert measured["words"] == 0

    def test_a_query_longer_than_the_window_is_read_to_its_end(self, real):
        query = "nothing in particular " * 150
        [without, with_end] = (
            next(s.score for s in real.rank(text) if s.passage.document == "c.txt")
            for text in (query, query + "copper and tin prices")
        )
        assert with_end > without + 0.02


BATHS = """# Town baths

## Where do I pay?

At the kiosk by the gate.

## May I bring my dog?

No.

## What happens when there is a thunderstorm?

Everybody leaves the water until ten minutes after the last clap.

## Are there lockers?

Yes, with a coin that you get back.
"""
CREWS = """# Manual for ferry crews

## Engine

### Oil

Change every 400 hours.

### Filters

Change every 200 hours.

## Passengers

### Dogs

On a lead, not in the saloon.

### Bicycles

Free, on the rear deck.
"""


class TestHeadings:
    """What a passage is about is often said above it alone; with the model itself."""

    @pytest.fixture(scope="class")
    def ask(self, encoder):
        texts = {"baths.md": BATHS, "crews.md": CREWS}
        documents = [d for n, t in texts.items() for d in markdown(t.encode(), n).documents]
        retriever = Retriever(Memory.of(documents, encoder), encoder)
        return lambda question: retriever.rank(question)[0]

    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("Where do I pay?", "At the kiosk by the gate."),
            ("May I bring my dog to the baths?", "No."),
            ("Are there lockers at the baths?", "Yes, with a coin that you get back."),
            ("How often is the oil changed?", "Change every 400 hours."),
            ("What does it cost to take a bicycle?", "Free, on the rear deck."),
        ],
    )
    def test_a_question_finds_what_stands_under_its_heading(self, ask, question, answer):
        assert ask(question).passage.text.startswith(answer)


class TestCopies:
    """The same words under several headings."""

    NOTICE = "The harbour office lends life jackets to anybody who asks for one."

    @pytest.fixture
    def rank(self, encoder):
        def rank(question, **texts):
            documents = [
                document
                for name, text in texts.items()
                for document in markdown(text.encode(), f"{name}.md").documents
            ]
            return Retriever(Memory.of(documents, encoder), encoder).rank(question)

        return rank

    @pytest.mark.parametrize(
        ("question", "heading"),
        [
            ("May I bring my dog?", "May I bring my dog?"),
            ("Is there a car park?", "Is there a car park?"),
            ("Can children swim alone?", "May children swim alone?"),
        ],
    )
    def test_stand_once_under_the_one_that_fits(self, rank, question, heading):
        headings = ("May I bring my dog?", "Is there a car park?", "May children swim alone?")
        faq = "# Baths" + "".join(f"\n\n## {heading}\n\nNo." for heading in headings)
        ranking = rank(question, faq=faq, boats="# Boats\n\nThey are for rent by the hour.")
        assert len(ranking) == 2
        assert ranking[0].passage.section[-1] == heading
        assert sorted(copy.section[-1] for copy in ranking[0].also) == sorted(
            {*headings} - {heading}
        )
        assert [scored.passage.text for scored in ranking].count("No.") == 1

    @pytest.mark.parametrize("titles", [("Rules", "Rules", "Rules"), ("Piers", "Boats", "Nets")])
    def test_stand_at_the_first_where_headings_do_not_tell(self, rank, titles):
        texts = {f"d{n}": f"# {title}\n\n{self.NOTICE}" for n, title in enumerate(titles)}
        ranking = rank("Who lends life jackets?", **texts)
        assert [scored.passage.document for scored in ranking] == ["d0.md"]
        assert [copy.document for copy in ranking[0].also] == ["d1.md", "d2.md"]
