import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quotations.comparing import Setting
from assistant.quotations.finder import Finder
from assistant.quotations.finding import Match
from assistant.quotations.markup import HIDDEN, as_seen


class TestWhatReadersSee:
    @pytest.mark.parametrize(
        ("text", "seen"),
        [
            ("the [old mill](https://a.example/mill_(1911)) stands", "the old mill stands"),
            ("the [old mill][1] stands", "the old mill stands"),
            ("a ![big wheel](wheel.png) turns", "a big wheel turns"),
            ("it stands.[^1] It is old.", "it stands. It is old."),
            ("it is <b>old</b><!-- not new -->.", "it is old."),
            ("a list [x] of a < b and c > d", "a list [x] of a < b and c > d"),
        ],
    )
    def test_is_a_text_without_its_markup(self, text, seen):
        assert as_seen(text, "a.md").replace(HIDDEN, "") == seen

    def test_has_white_space_in_place_of_the_times_of_subtitles(self):
        text = "1\n0:01,0 --> 0:02,0\nwhen the owl\n\n2\n0:02,0 --> 0:03,0\nsat still"
        seen = as_seen(text, "a.srt")
        assert " ".join(seen.split()) == "1 when the owl sat still"
        assert len(seen) == len(text)

    def test_is_all_of_it_in_other_formats(self):
        text = "the [old mill](https://a.example)"
        assert as_seen(text, "a.txt") is text

    @given(st.text(alphabet=st.sampled_from("ab[]()<>!^/- \n"), max_size=120))
    def test_stands_where_it_stood(self, text):
        seen = as_seen(text, "a.md")
        assert len(seen) == len(text)
        assert all(one in {other, HIDDEN} for one, other in zip(seen, text, strict=True))


class TestQuotationsOfMarkdown:
    @pytest.fixture
    def finder(self, shelf):
        shelf.folder.mkdir(parents=True)
        (shelf.folder / "mill.md").write_text(
            "# The Mill\n\nThe [old **mill**](https://a.example/the-mill-of-hale) was built in "
            "1911[^1] by [Jonas Hale](hale.md). It had four wheels.\n\n[^1]: Or 1912.\n"
        )
        return Finder(shelf.refresh())

    def test_are_found_without_the_markup(self, finder):
        (place,) = finder.find("The old mill was built in 1911 by Jonas Hale").places
        assert place.match is Match.TYPOGRAPHIC
        assert Setting.LINKS in place.settings
        assert place.text.startswith("The [old **mill**](https")

    def test_are_found_with_it_to_the_letter(self, finder):
        assert finder.find("by [Jonas Hale](hale.md)").match is Match.EXACT

    def test_beside_it_are_found_once(self, finder):
        assert len(finder.find("It had four wheels").places) == 1

    def test_differ_in_words_alone(self, finder):
        finding = finder.find("The old mill was built in 1913 by Jonas Hale")
        assert finding.match is Match.NEAR
        assert [(one.quoted, one.text) for one in finding.places[0].differences] == [
            ("1913", "1911")
        ]


class TestHostileTexts:
    """Each would take hours if a part of it were looked at again from each of its places."""

    @pytest.mark.parametrize(
        "text",
        [
            "[[" + "[]" * 100_000,
            "<!--" * 50_000,
            "[a](" * 50_000,
            "[a](" + "()" * 100_000,
            "<a" * 100_000,
        ],
        ids=lambda text: text[:6],
    )
    def test_are_read_at_once(self, text):
        assert len(as_seen(text, "a.md")) == len(text)
