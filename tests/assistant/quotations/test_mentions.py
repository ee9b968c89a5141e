import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quotations.mentions import LONGEST, mentions
from index.errors import InputError
from index.language import words
from index.search.restriction import Restriction

MILL = (
    "Fees\n====\n\nA fee is due in May.\nNo other fees are due: the Fee’s amount is 900.\n\nHours\n=====\n\n"
    "Fee\npayers come at nine."
)
FERRY = "The ferry has no fee. Coffee is free."


@pytest.fixture
def told(shelf):
    """Return what is mentioned, by document, with the words as they stand there."""
    library = shelf.write(mill=MILL, ferry=FERRY).refresh()

    def told(wanted, **restriction):
        return {
            found.document.id: [found.text[each.start : each.end] for each in found.citations]
            for found in mentions(library, wanted, Restriction(**restriction))
        }

    told.library = library
    return told


class TestMentions:
    def test_are_those_of_any_form_of_a_word(self, told):
        assert told("fee") == {
            "ferry.txt": ["fee"],
            "mill.txt": ["Fees", "fee", "fees", "Fee’s", "Fee"],
        }

    def test_are_those_of_forms_that_begin_otherwise(self, shelf):
        library = shelf.write(lake="Fishermen bought two geese.").refresh()
        for wanted, there in [("fisherman", "Fishermen"), ("buy", "bought"), ("goose", "geese")]:
            [found] = mentions(library, wanted)
            assert [found.text[c.start : c.end] for c in found.citations] == [there]
        assert not list(mentions(library, '"goose"'))

    def test_in_quotation_marks_are_those_of_the_word_as_it_is(self, told):
        assert told('"fee"') == {"ferry.txt": ["fee"], "mill.txt": ["fee", "Fee"]}
        assert told("“Fees”") == {"mill.txt": ["Fees", "fees"]}

    def test_of_several_words_are_those_that_stand_one_after_the_other(self, told):
        assert told("fee payer") == {"mill.txt": ["Fee\npayers"]}
        assert told("due in May") == {"mill.txt": ["due in May"]}
        assert told("May fee") == {}

    def test_are_counted_through_all_documents_and_cited(self, told):
        found = [each for document in mentions(told.library, "due") for each in document.citations]
        assert [each.marker for each in found] == [1, 2]
        assert found[0].link == "mill.txt:4"

    def test_are_looked_for_where_it_is_said(self, told):
        assert told("fee", documents=("ferry.txt",)) == {"ferry.txt": ["fee"]}
        assert told("fee", documents=("mill.txt",)) == {"mill.txt": told("fee")["mill.txt"]}

    def test_are_those_of_headings_of_the_sections_that_are_chosen(self, shelf):
        shelf.write()
        rules = "# Rules\n\nNo fee.\n\n## Fees\n\nA fee is due.\n\n## Hours\n\nNine."
        (shelf.folder / "rules.md").write_text(rules)
        [found] = mentions(shelf.refresh(), "fee", Restriction(sections=("fees",)))
        assert [found.text[each.start : each.end] for each in found.citations] == ["Fees", "fee"]

    def test_are_those_of_copies_too(self, shelf):
        library = shelf.write(a="A fee is due.", b="A fee is due.", c="Nothing.").refresh()
        found = mentions(library, "fee", Restriction(("[ab].txt",)))
        assert [each.document.id for each in found] == ["a.txt", "b.txt"]

    def test_are_of_the_forms_that_the_language_of_a_document_has(self, shelf):
        library = shelf.write(
            haus="Die Häuser sind alt. Das Haus war neu, und ein Hausboot ist es nicht.",
            eglise="Les murs de l'église sont ici, et des églises sont là.",
            bridge="青石桥是步行桥。The house was white.",
        ).refresh()

        def told(wanted):
            found = list(mentions(library, wanted))
            return [each.text[c.start : c.end] for each in found for c in each.citations]

        assert told("Haus") == ["Häuser", "Haus"]
        assert told("église") == ["l'église", "églises"]
        assert told("石桥") == ["石桥"]

    @pytest.mark.parametrize("wanted", ["", "...", '""', "fee " * LONGEST])
    def test_of_no_word_or_of_too_many_are_refused(self, told, wanted):
        with pytest.raises(InputError):
            told(wanted)


@given(st.lists(st.sampled_from(["Fee", "fees", "due.", "the", "“Fee”", "\n\n"]), max_size=12))
def test_every_occurrence_of_a_word_is_found_once(found_in, parts):
    text = " ".join(parts)
    assert len(found_in(text)) == words(text).count("fee") + words(text).count("fees")


@pytest.fixture(scope="module")
def found_in():
    from assistant.quotations.mentions import _spans, _wanted

    return lambda text: list(_spans(text, _wanted("fee")("en")))
