"""Figures: read in any form, with what they count, as intervals where they are limits."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.exactness.figures.figure import Kind
from index.exactness.figures.scan import figures


def only(text):
    (found,) = figures(text)
    return found


def normal(text):
    return only(text).normal


def written(text):
    return [text[figure.start : figure.end] for figure in figures(text)]


MONTHS = [dt.date(2000, month, 1).strftime("%B") for month in range(1, 13)]


def ordinal(day):
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return f"{day}{ending}"


@st.composite
def days(draw):
    return draw(st.dates(dt.date(1200, 1, 1), dt.date(2150, 12, 31)))


class TestDates:
    @given(days())
    def test_a_day_is_the_same_in_every_form(self, day):
        month = MONTHS[day.month - 1]
        forms = [
            day.isoformat(),
            f"{day.day} {month} {day.year}",
            f"{month} {day.day}, {day.year}",
            f"{month} {ordinal(day.day)}, {day.year}",
            f"the {ordinal(day.day)} of {month} {day.year}",
            f"{day.day:02}.{day.month:02}.{day.year}",
            f"{day.day} {month[:3]} {day.year}",
        ]
        assert len({normal(f"It was on {form}.") for form in forms}) == 1

    @given(days(), days())
    def test_two_days_are_never_the_same(self, one, other):
        assume(one != other)
        assert normal(one.isoformat()) != normal(other.strftime("%d.%m.%Y").zfill(10))

    @pytest.mark.parametrize(
        ("text", "readings"),
        [
            ("03/04/2021", 2),
            ("25/04/2021", 1),
            ("04/25/2021", 1),
            ("03.04.2021", 1),
        ],
    )
    def test_what_is_written_with_slashes_may_mean_two_days(self, text, readings):
        assert len(only(text).readings) == readings

    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("in 1911", (1911, 1, 1), (1911, 12, 31)),
            ("in November 2023", (2023, 11, 1), (2023, 11, 31)),
            ("in the 1990's", (1990, 1, 1), (1999, 12, 31)),
            ("in the 1990s", (1990, 1, 1), (1999, 12, 31)),
            ("from 1990 to 1995", (1990, 1, 1), (1995, 12, 31)),
            ("between 1990 and 1995", (1990, 1, 1), (1995, 12, 31)),
        ],
    )
    def test_longer_times_are_intervals_of_days(self, text, low, high):
        assert only(text).normal == (Kind.DATE, "", ((low, high),))

    def test_a_day_may_have_no_year(self):
        assert normal("the fair on 5 June") == normal("on June 5th")
        assert normal("in June") != normal("on 5 June")

    def test_words_that_are_months_too_are_no_dates(self):
        assert figures("They may march on, and dec the halls. The sun sat low.") == ()

    def test_weekdays_are_told_apart(self):
        assert normal("on Saturday") == normal("on Saturdays") == normal("Sat.")
        assert normal("on Saturday") != normal("on Monday")
        assert only("Monday to Friday").readings == (((0,), (4,)),)


class TestTimes:
    @given(st.integers(13, 23), st.sampled_from([0, 15, 30, 45]))
    def test_a_time_is_the_same_in_every_form(self, hour, minute):
        said = ["", "quarter past", "half past", "quarter to"][minute // 15]
        names = [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
        part = "afternoon" if hour < 18 else "evening"
        spoken = names[(hour + (minute == 45)) % 12 - 1]
        forms = [
            f"{hour}:{minute:02}",
            f"{hour - 12}:{minute:02} p.m.",
            f"{hour - 12}.{minute:02} pm",
            f"{said} {spoken} in the {part}" if said else f"{spoken} o'clock in the {part}",
        ]
        if hour == 23 and minute == 45:
            forms.pop()  # quarter to twelve in the evening
        assert len({normal(f"It shuts at {form}.") for form in forms}) == 1

    def test_without_a_word_for_the_half_of_the_day_it_may_be_either(self):
        assert [low for low, _ in only("at half past six").readings] == [(6, 30, 0), (18, 30, 0)]
        assert [low for low, _ in only("at 18:30").readings] == [(18, 30, 0)]

    def test_a_range_of_numbers_is_no_time(self):
        assert only("aged 12 to 16").kind is Kind.AGE
        assert only("five to six rooms").kind is Kind.NUMBER


class TestNumbers:
    @given(st.integers(1, 999), st.integers(0, 999))
    def test_grouping_changes_nothing(self, thousands, rest):
        forms = [f"{thousands},{rest:03}", f"{thousands} {rest:03}", f"{thousands}{rest:03} crowns"]
        values = {only(f"It holds {form}.").readings[0] for form in forms}
        assert values == {((1000.0 * thousands + rest,),) * 2}

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("12.5 million crowns", "12,500,000 crowns"),
            ("1.25 million euros", "€1,250,000"),
            ("three kilometres", "3 km"),
            ("3000 m", "3 km"),
            ("half a million dollars", "$500,000"),
            ("two hundred and fifty tonnes", "250 t"),
            ("36 months", "three years"),
            ("twenty-one percent", "21%"),
            ("$2.4 million", "$2.4m"),
        ],
    )
    def test_an_amount_is_the_same_in_every_form(self, one, other):
        assert normal(one) == normal(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("1,005.00 crowns", "1,500.00 crowns"), ("3 km", "300 m"), ("5 euros", "5 dollars")],
    )
    def test_another_amount_is_another(self, one, other):
        assert normal(one) != normal(other)

    def test_it_knows_what_it_counts(self):
        assert only("Osney has 1200 inhabitants.").about == only("1 200 inhabitants").about
        assert "bay" in only("bay 47").about

    def test_what_is_denied_is_known(self):
        first, second = figures("It cost 2.4 million crowns, not 3.1 million.")
        assert (first.is_denied, second.is_denied) == (False, True)


class TestReferences:
    @given(st.lists(st.integers(0, 255), min_size=4, max_size=4))
    def test_the_order_of_parts_counts(self, parts):
        text = ".".join(map(str, parts))
        found = only(f"The host at {text} is down.")
        assert found.kind is Kind.REFERENCE
        assert found.readings == ((tuple(parts), tuple(parts)),)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("chapter 4", "Chapter IV"),
            ("section 2.1", "§ 2.1"),
            ("version 2.10.0", "release v2.10.0"),
        ],
    )
    def test_a_number_of_a_part_is_the_same_in_every_form(self, one, other):
        assert normal(one) == normal(other)

    def test_the_zeros_at_the_end_of_a_part_count(self):
        assert normal("version 2.10.0") != normal("version 2.1.0")

    def test_a_name_with_digits_is_a_name(self):
        assert figures("The x86, the X.25 and the Apollo-11") == ()


class TestLimits:
    @pytest.mark.parametrize(
        ("text", "inside", "outside"),
        [
            ("children below 6", 5.9, 6),
            ("children from 6 to 12", 12, 12.1),
            ("people aged 65 and over", 65, 64.9),
            ("parcels over 2 kg up to 5 kg", 5, 2),
            ("at most 5 kg", 5, 5.1),
            ("at least 5 kg", 5, 4.9),
            ("boats of 8 to 12 m", 10, 13),
            ("under 3 hours", 3 * 3600 - 1, 3 * 3600),
            ("2.4 to 3.1 million crowns", 2.5e6, 2.5),
        ],
    )
    def test_a_limit_is_an_interval(self, text, inside, outside):
        ((low, high),) = only(text).readings
        assert low <= (inside,) <= high
        assert not low <= (outside,) <= high

    def test_neighbours_stay_apart(self):
        assert written("up to 2 kg 5.00\nover 2 kg up to 5 kg 8.00") == [
            "2 kg",
            "5.00",
            "2 kg up to 5 kg",
            "8.00",
        ]


LISTED = (
    "until till before after since from to up over under below above between and at most least no"
    " more than less 5 12 1990 2024 March Monday 18:30 6.30 pm half past six million kg m € $ % the"
    " children aged years old third 2nd clause 4.1.2 2.10.0 chapter IV E4 first version 03/04/2021"
    " not instead of one two hundred twenty a dozen on onwards + < >= midnight o'clock quarter v2.1"
)
WORDS = LISTED.split(" ")


class TestAnyText:
    @given(st.text(alphabet="0123456789.,:/- \n|afhkmnortw€$%ivxIVXéß½٣", max_size=60))
    def test_every_figure_lies_in_the_text_behind_the_one_before(self, text):
        end = 0
        for figure in figures(text):
            assert end <= figure.start < figure.end <= len(text)
            assert all(low <= high for low, high in figure.readings)
            end = figure.end

    @given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from([" ", "", "-", ", "]))
    def test_so_it_is_whatever_words_stand_beside_it(self, parts, between):
        text = between.join(parts)
        for figure in figures(text):
            assert all(low <= high for low, high in figure.readings)
            assert figure == figures(text + " ")[figures(text).index(figure)]

    @given(st.text(max_size=80))
    def test_no_text_is_too_strange(self, text):
        figures(text)
