import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quotations.comparing import Setting
from assistant.quotations.differences import Difference
from assistant.quotations.finder import Finder
from assistant.quotations.finding import Match
from index.errors import InputError

MILL = (
    "# The Mill\n\nThe mill was built by Jonas Hale in 1911. It had four wheels and ground “the "
    "finest flour” in the valley.\n\nAfter the flood of 1953 it stood empty for many years. Nobody "
    "paid for a new wheel until the miller’s daughter sold her land."
)
FERRY = (
    "The ferry crossed the river twice a day until the bridge was opened. Its last captain was "
    "Edith Crane, who kept a diary of every crossing she made.\n\nThe fare was 1.5 shillings."
)


@pytest.fixture
def finder(shelf):
    return Finder(shelf.write(mill=MILL, ferry=FERRY).refresh())


def told(finding):
    """Return how a quotation stands, and the document and text of each place."""
    places = finding.places or finding.pieces
    return finding.match, [(place.citation.document, place.text) for place in places]


class TestFinder:
    def test_finds_the_very_words_with_their_place(self, finder):
        finding = finder.find("four wheels")
        (place,) = finding.places
        assert (finding.match, place.settings) == (Match.EXACT, ())
        start, end = place.citation.start, place.citation.end
        assert MILL[start:end] == place.text == "four wheels"
        assert (place.citation.link, place.citation.section) == ("mill.txt:3", None)

    def test_finds_words_that_are_set_otherwise(self, finder):
        finding = finder.find("ground 'the\nfinest  flour' in the Valley")
        assert told(finding) == (
            Match.TYPOGRAPHIC,
            [("mill.txt", "ground “the finest flour” in the valley")],
        )
        assert finding.places[0].settings == (Setting.WHITE_SPACE, Setting.QUOTES, Setting.CASE)

    def test_takes_marks_at_the_ends_of_a_quotation_as_no_part_of_it(self, finder):
        (place,) = finder.find("“built by Jonas Hale,”").places
        assert (place.text, place.settings) == ("built by Jonas Hale", (Setting.ENDS,))

    def test_finds_words_with_some_left_out(self, finder):
        finding = finder.find("The mill was built … in 1911. It had […] wheels")
        assert told(finding) == (
            Match.ELIDED,
            [("mill.txt", "The mill was built by Jonas Hale in 1911. It had four wheels")],
        )
        assert finding.places[0].left_out == (" by Jonas Hale ", " four ")

    def test_shows_the_differences_of_a_place_that_is_near(self, finder):
        finding = finder.find("The mill was built by Jonas Hall in 1912.")
        (place,) = finding.places
        assert told(finding) == (
            Match.NEAR,
            [("mill.txt", "The mill was built by Jonas Hale in 1911")],
        )
        assert place.differences == (Difference("Hall", "Hale"), Difference("1912", "1911"))
        assert 0.9 < place.likeness < 1

    def test_shows_the_differences_of_one_with_words_left_out(self, finder):
        finding = finder.find("Nobody paid for a new roof … the miller’s daughter sold her land")
        assert finding.match is Match.NEAR
        assert finding.places[0].differences == (Difference("roof", "wheel"),)

    def test_tells_marks_that_differ_as_a_difference(self, finder):
        finding = finder.find("in 1911, it had four wheels")
        assert finding.match is Match.NEAR
        assert finding.places[0].differences == (Difference(",", "."),)

    def test_takes_apart_what_was_stitched_together(self, finder):
        finding = finder.find("After the flood of 1953 it stood empty until the bridge was opened.")
        assert told(finding) == (
            Match.STITCHED,
            [
                ("mill.txt", "After the flood of 1953 it stood empty"),
                ("ferry.txt", "until the bridge was opened"),
            ],
        )
        assert [piece.quoted for piece in finding.pieces] == [
            "After the flood of 1953 it stood empty",
            "until the bridge was opened",
        ]

    def test_takes_parts_of_several_documents_for_stitched_together(self, finder):
        finding = finder.find("built by Jonas Hale … a diary of every crossing")
        assert told(finding) == (
            Match.STITCHED,
            [("mill.txt", "built by Jonas Hale"), ("ferry.txt", "a diary of every crossing")],
        )

    def test_takes_parts_in_the_wrong_order_for_stitched_together(self, finder):
        finding = finder.find("It had four wheels … built by Jonas Hale")
        assert finding.match is Match.STITCHED

    @pytest.mark.parametrize(
        "quotation",
        [
            "The moon is made of cheese.",
            "The mill was painted green by a company from the capital.",
            "mil",
            "heel and",
        ],
    )
    def test_finds_nothing_that_is_not_there(self, finder, quotation):
        assert told(finder.find(quotation)) == (Match.NONE, [])

    def test_finds_no_number_within_another(self, finder):
        assert finder.find("5 shillings").match is Match.NONE
        assert finder.find("1.5 shillings").match is Match.EXACT

    def test_finds_headings_and_words_that_are_in_every_question(self, finder):
        assert finder.find("The Mill").match is Match.EXACT
        assert finder.find("it was to be or not").match is Match.NONE

    def test_gives_every_place_the_very_words_first(self, shelf):
        shelf.write(a="The old mill stands.", b="THE OLD MILL STANDS.", c="The old mill stands.")
        finding = Finder(shelf.refresh()).find("The old mill stands")
        assert [(place.match, place.citation.document) for place in finding.places] == [
            (Match.EXACT, "a.txt"),
            (Match.EXACT, "c.txt"),
            (Match.TYPOGRAPHIC, "b.txt"),
        ]

    def test_finds_what_a_line_end_divides(self, shelf):
        shelf.write(a="He bought a tele-\nphone and a type-\nwriter in town.")
        finding = Finder(shelf.refresh()).find("a telephone and a typewriter")
        assert finding.match is Match.TYPOGRAPHIC
        assert finding.places[0].text == "a tele-\nphone and a type-\nwriter"

    @pytest.mark.parametrize("quotation", ["", " \n", "…", "«!?»"])
    def test_refuses_a_quotation_without_letters(self, finder, quotation):
        with pytest.raises(InputError, match="neither letters nor digits"):
            finder.find(quotation)

    def test_refuses_a_quotation_of_too_many_parts(self, finder):
        with pytest.raises(InputError, match="more than 20 parts"):
            finder.find("the … " * 21)

    def test_tells_of_a_thousand_places_at_most(self, shelf):
        shelf.write(a="it is so, " * 1500)
        assert len(Finder(shelf.refresh()).find("it is").places) == 1000

    def test_refuses_a_quotation_that_is_too_long(self, finder):
        with pytest.raises(InputError, match="too long"):
            finder.find("a" * 10_001)

    @given(st.data())
    def test_finds_every_stretch_of_whole_words_to_the_letter(self, data):
        """Looked for in the text itself, so that no index is built for each."""
        from assistant.quotations.locating import Part, Text
        from assistant.quotations.skeleton import skeleton

        ends = [0, *(at for at, char in enumerate(MILL) if char.isspace()), len(MILL)]
        start = data.draw(st.sampled_from(ends))
        end = data.draw(st.sampled_from([end for end in ends if end >= start]))
        quoted = MILL[start:end].strip()
        part = Part.of(quoted)
        if not part.key:
            return
        places = list(Text(MILL, skeleton(MILL)).located(part))
        assert any(MILL[place.start : place.end] == quoted for place in places)
        assert all(MILL[place.start : place.end] for place in places)
