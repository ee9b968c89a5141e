"""A restricted ranking: the same scores, of the chosen passages alone."""

import numpy as np
import pytest

from index.errors import InputError, Remedy
from index.search.restriction import EVERYTHING, Restriction
from index.search.retriever import Retriever
from index.signals import dense

TEXTS = {
    "farm/bees": "# Bees\n\nThe hive stood by the river.\n\n## Honey yield\n\nHoney was sold in autumn.",
    "farm/cows": "# Cows\n\nThe herd drank from the river.\n\n## Le Café Rosé\n\nMilk was sold in autumn.",
    "town/bridge": "# Bridge\n\nThe bridge over the river was closed.",
    "town/copy": "# Copy\n\nThe herd drank from the river.",
}
RIVER = "What stood by the river?"


@pytest.fixture
def contents(shelf):
    for name, text in TEXTS.items():
        path = shelf.folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return shelf.index().contents


@pytest.fixture
def retriever(contents, fake_encoder):
    return Retriever(contents, fake_encoder)


def documents(*globs):
    return Restriction(documents=globs)


def sections(*texts):
    return Restriction(sections=texts)


def cited(ranking):
    return {scored.passage.document for scored in ranking}


def places(ranking):
    return [(s.passage.document, s.passage.start, s.score, s.sentence) for s in ranking]


class TestDocuments:
    @pytest.mark.parametrize(
        ("globs", "chosen"),
        [
            (["farm"], {"farm/bees.md", "farm/cows.md"}),
            (["bees.md", "/town/b*"], {"farm/bees.md", "town/bridge.md"}),
            (["**"], {"farm/bees.md", "farm/cows.md", "town/bridge.md"}),
        ],
    )
    def test_only_those_are_ranked_that_any_glob_matches(self, retriever, globs, chosen):
        assert cited(retriever.rank(RIVER, (), documents(*globs))) == chosen

    def test_scores_and_order_are_those_without_a_restriction(self, retriever):
        everything = places(retriever.rank(RIVER))
        for glob in ("farm", "town/bridge.md", "farm/bees.md"):
            restricted = places(retriever.rank(RIVER, (), documents(glob)))
            assert restricted == [place for place in everything if place in restricted]
            assert restricted

    def test_the_nearest_of_them_are_found_however_near_others_are(
        self, contents, fake_encoder, monkeypatch
    ):
        monkeypatch.setattr(dense, "_FOUND", 1)
        retriever = Retriever(contents, fake_encoder)
        nearest = retriever.rank(RIVER, (), documents("town/bridge.md"))[0]
        assert nearest.contributions[0].value > 0

    def test_one_that_matches_nothing_is_refused_by_name(self, retriever):
        with pytest.raises(InputError) as refused:
            retriever.rank(RIVER, (), documents("farm", "town/brige.md"))
        assert str(refused.value) == (
            "town/brige.md: matches no document (did you mean town/bridge.md?)"
        )
        assert refused.value.remedy is Remedy.CHOOSE_OTHER_DOCUMENTS

    def test_a_malformed_one_is_refused_by_name(self, retriever):
        with pytest.raises(InputError, match=r"^bees\\: the pattern '.*' is malformed") as refused:
            retriever.rank(RIVER, (), documents("bees\\"))
        assert refused.value.remedy is Remedy.WRITE_OTHER_GLOB


class TestConditions:
    @pytest.fixture
    def retriever(self, shelf, fake_encoder):
        shelf.write(none="The roof was mended.")
        for year, name in ((2019, "Holm"), (2021, "Berg")):
            text = f"---\nauthor: Kim {name}\ndate: {year}\n---\nThe roof of {year} was mended."
            (shelf.folder / f"{name}.md").write_text(text)
        return Retriever(shelf.index().contents, fake_encoder)

    @pytest.mark.parametrize(
        ("where", "chosen"),
        [
            (["author=holm"], {"Holm.md"}),
            (["author=kim", "date>2019"], {"Berg.md"}),
            (["author!=holm"], {"Berg.md", "none.txt"}),
        ],
    )
    def test_only_documents_are_ranked_that_fulfil_all(self, retriever, where, chosen):
        within = Restriction(where=tuple(where))
        assert cited(retriever.rank("Was the roof mended?", (), within)) == chosen

    def test_one_that_none_fulfils_is_refused_by_name(self, retriever):
        with pytest.raises(InputError, match=r"^author=Roe: holds for no document") as refused:
            retriever.rank("roof", (), Restriction(where=("author=Roe",)))
        assert refused.value.remedy is Remedy.CHOOSE_OTHER_CONDITIONS

    def test_one_that_is_none_is_refused_by_name(self, retriever):
        with pytest.raises(InputError, match=r"^roof: is no condition") as refused:
            retriever.rank("roof", (), Restriction(where=("roof",)))
        assert refused.value.remedy is Remedy.WRITE_OTHER_CONDITION

    def test_one_without_end_is_refused_in_a_short_line(self, retriever):
        with pytest.raises(InputError, match=r"xxx: has more than 1,000 characters$") as refused:
            retriever.rank("roof", (), Restriction(where=("title=" + "x" * 60_000,)))
        assert len(str(refused.value)) < 200

    def test_that_nothing_fulfils_together_leave_nothing(self, retriever):
        with pytest.raises(InputError, match="no passage is left") as refused:
            retriever.rank("roof", (), Restriction(where=("author=Holm", "date=2021")))
        assert refused.value.remedy is Remedy.CHOOSE_LESS

    def test_the_newest_comes_first_where_it_is_asked_for(self, retriever):
        ranked = retriever.rank("Was the roof mended?", (), Restriction(newest=True))
        assert [each.passage.date for each in ranked] == ["2021", "2019", ""]


class TestSections:
    @pytest.mark.parametrize("text", ["honey", "YIELD honey", "Honey yield"])
    def test_only_what_lies_under_a_heading_with_all_words_is_ranked(self, retriever, text):
        [only] = retriever.rank(RIVER, (), sections(text))
        assert only.passage.text == "Honey was sold in autumn."

    @pytest.mark.parametrize("text", ["cafe", "CAFÉ ROSE", "cafe\u0301"])
    def test_case_and_accents_are_folded(self, retriever, text):
        [only] = retriever.rank(RIVER, (), sections(text))
        assert only.passage.text == "Milk was sold in autumn."

    def test_a_heading_above_others_chooses_what_lies_under_those(self, retriever):
        assert len(retriever.rank(RIVER, (), sections("bees"))) == 2

    @pytest.mark.parametrize("text", ["hon", "honey bees", "…", "winter"])
    def test_words_that_no_heading_has_are_refused_by_name(self, retriever, text):
        with pytest.raises(InputError, match=f"^{text}: no heading has these words") as refused:
            retriever.rank(RIVER, (), sections(text))
        assert refused.value.remedy is Remedy.CHOOSE_OTHER_SECTIONS

    def test_documents_without_such_a_section_are_refused(self, retriever):
        with pytest.raises(InputError, match="no passage is left") as refused:
            retriever.rank(RIVER, (), Restriction(("town",), ("honey",)))
        assert refused.value.remedy is Remedy.CHOOSE_LESS


class TestIdenticalPassages:
    def test_those_outside_are_not_cited(self, retriever):
        [best, *_] = retriever.rank("herd", (), documents("farm"))
        assert (best.passage.document, best.also) == ("farm/cows.md", ())

    def test_the_first_one_inside_stands_for_the_others(self, retriever):
        [best, *_] = retriever.rank("herd", (), documents("town"))
        assert (best.passage.document, best.also) == ("town/copy.md", ())

    def test_all_inside_are_cited(self, retriever):
        [best, *_] = retriever.rank("herd", (), documents("**"))
        assert best.passage.document == "farm/cows.md"
        assert [twin.document for twin in best.also] == ["town/copy.md"]


class TestSelection:
    def test_of_everything_has_no_mask(self, retriever, contents):
        chosen = retriever.select(EVERYTHING)
        assert chosen.mask is None
        assert np.array_equal(chosen.rows, contents.passages.unique_rows)
        assert chosen.documents == 4

    def test_counts_the_documents_that_are_left(self, retriever):
        assert retriever.select(documents("town")).documents == 2
        assert retriever.select(sections("honey")).documents == 1

    def test_the_first_few_are_the_beginning_of_more(self, retriever):
        ranking = retriever.rank(RIVER, (), documents("farm"))
        assert [ranking[:k] for k in range(4)] == [list(ranking)[:k] for k in range(4)]


class TestNames:
    @pytest.mark.parametrize(
        ("word", "glob", "mentioned"),
        [
            ("Hive", "farm", True),
            ("Hive", "town", False),
            ("Herd", "town", True),
            ("Bridges", "town", True),
            ("Zeppelin", "**", False),
        ],
    )
    def test_count_as_mentioned_only_where_a_chosen_passage_holds_them(
        self, retriever, contents, word, glob, mentioned
    ):
        within = retriever.select(documents(glob))
        assert contents.mentions(word, within) == mentioned
