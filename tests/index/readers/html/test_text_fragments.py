import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from index.readers.html.text_fragments import text_fragment

PAGE = """\
The Mill

The old mill by the river, which nobody had used for years, burned down in March 1911. People \
say it was lightning.

• The roof fell first.

• The wheel - of oak & iron - stayed.

1. Winter | What it cost

2. 1912 | four hundred crowns, paid by the town

The roof fell first.

The old mill by the river, which nobody had used for years, was sold.
"""
WORD = st.text("abcé-,&%“'|1.", min_size=1, max_size=3).filter(lambda word: word != "|")
BLOCK = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["", "", "• ", "7. "]),
        BLOCK.filter(lambda block: not re.match(r"\d+\. ", block)),
    ),
    min_size=1,
    max_size=6,
)


def fragment(quote, text=PAGE, last=False):
    start = text.rindex(quote) if last else text.index(quote)
    return text_fragment(text, start, start + len(quote))


def resolve(directive, page):
    """Return where a browser finds it: a small form of the algorithm in the specification."""
    assert directive.startswith("text=")
    parts = directive.removeprefix("text=").split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    start, end = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""
    pattern = f"{_within_a_block(prefix)}\\s" * bool(prefix) + f"({_within_a_block(start)})"
    begin, stop = re.search(pattern, page, re.IGNORECASE).span(1)
    if end:
        last = re.compile(_within_a_block(end), re.IGNORECASE)
        stop = last.search(page, stop).end()
    return begin, stop


def _within_a_block(phrase):
    return re.escape(phrase).replace(r"\n", "(?!)")


class TestTextFragment:
    def test_of_a_few_words_is_these(self):
        assert (
            fragment("People say it was lightning.") == "text=People%20say%20it%20was%20lightning."
        )

    def test_of_many_words_is_the_first_and_the_last(self):
        quote = PAGE[PAGE.index("The old") : PAGE.index(" People")]
        assert fragment(quote) == (
            "text=The%20Mill-,The%20old%20mill%20by,down%20in%20March%201911."
        )

    def test_takes_as_many_first_words_as_tell_it_from_other_places(self):
        long = "One two three four five, and so on and on for more than a dozen words."
        text = f"One two three four six.\n\n{long}\n"
        assert fragment(long, text).startswith("text=One%20two%20three%20four%20five%2C,")

    def test_of_words_that_stand_before_too_has_a_prefix(self):
        found = fragment("The roof fell first.", last=True)
        assert found == "text=paid%20by%20the%20town-,The%20roof%20fell%20first."

    def test_escapes_what_has_a_meaning_in_it(self):
        assert fragment("The wheel - of oak & iron - stayed.") == (
            "text=The%20wheel%20%2D%20of%20oak%20%26%20iron%20%2D%20stayed."
        )

    def test_leaves_out_the_marks_of_lists_and_the_borders_of_cells(self):
        quote = PAGE[PAGE.index("1. Winter") : PAGE.index("\n\nThe roof fell first.\n\nThe old")]
        assert fragment(quote) == "text=Winter,paid%20by%20the%20town"

    def test_crosses_blocks_only_between_its_start_and_its_end(self):
        quote = PAGE[PAGE.index("People say") : PAGE.index(" stayed")]
        assert fragment(quote) == ("text=People%20say%20it%20was,oak%20%26%20iron%20%2D")

    def test_is_empty_where_nothing_tells_the_place_from_an_earlier_one(self):
        assert fragment("Yes.", "Yes.\n\nYes.\n\nYes.\n\nYes.\n\n", last=True) == ""
        assert fragment("• ", "• \n\nYes.") == ""

    def test_tells_words_from_the_same_words_that_they_overlap(self):
        text = "1 1 1 1\n\n"
        assert text_fragment(text, 2, 5) == "text=1-,1%201"

    def test_takes_no_initial_within_a_line_for_the_mark_of_an_item(self):
        text = "It was built by A. Stern and by B. Stern in a year.\n\n"
        assert text_fragment(text, 16, 24) == "text=A.%20Stern"

    @given(items=ITEMS, data=st.data())
    def test_resolves_to_the_passage(self, items, data):
        text, words = laid_out(items)
        first = data.draw(st.integers(0, len(words) - 1), label="first")
        last = data.draw(st.integers(first, len(words) - 1), label="last")
        (start, place), (end, stop) = words[first][0], words[last][1]
        page = "\n".join(block for _, block in items)
        directive = text_fragment(text, start, end)
        if directive:
            begun, ended = resolve(directive, page)
            assert begun == place
            has_end = "," in directive.rpartition("-,")[2]
            assert ended == stop or (not has_end and ended < stop)
        else:
            beginning = page[place:stop].partition("\n")[0].casefold()
            assert beginning in page[: place + len(beginning) - 1].casefold()


def laid_out(items):
    """Return the text of a page, and for each word its start and end, there and on the page."""
    text, place, words = "", 0, []
    for mark, block in items:
        for word in re.finditer(r"\S+", block):
            at = len(text) + len(mark)
            words.append([(at + edge, place + edge) for edge in word.span()])
        text += f"{mark}{block}\n\n"
        place += len(block) + 1
    return text, words


def test_words_that_the_page_writes_otherwise_are_in_no_directive():
    page = "It held 10^6 cells in 1998.[3] Then the flask broke, and 4 m² of floor were wet.\n"
    directive = text_fragment(page, 0, len(page) - 1)
    assert unquote(directive) == "text=It held,of floor were wet."
