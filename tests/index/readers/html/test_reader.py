"""HTML: what a reader of the page sees, in the order in which it is read."""

import pytest

from index.documents import BlockKind
from index.errors import SourceError
from index.readers import formats
from index.readers.html.reader import read


def document(page):
    data = page if isinstance(page, bytes) else page.encode()
    [found] = read(data, "docs/page.html").documents
    return found


def problems(page):
    return read(page, "docs/page.html").problems


def blocks(page):
    found = document(page)
    return [found.text[block.start : block.end] for block in found.blocks]


class TestText:
    @pytest.mark.parametrize("name", ["linenos", "rouge-gutter gl", "line-numbers"])
    def test_numbers_of_lines_beside_code_are_none_of_it(self, name):
        code = "<td class=code><pre>open(1)\nshut(2)</pre>"
        page = f"<table><tr><td class='{name}'><pre>1\n2</pre>{code}</table>"
        assert document(page).text == "open(1)\nshut(2)\n"

    def test_blocks_are_apart_and_white_space_is_one_space(self):
        found = document("<body><p>One\n  and <b>two</b>.</p>\n<div>Three.<p>Four.</div>")
        assert found.text == "One and two.\n\nThree.\n\nFour.\n"

    def test_entities_are_characters(self):
        assert blocks("<p>caf&eacute; &amp; &#8220;tea&#x201D;&nbsp;now") == ["café & “tea” now"]

    def test_a_line_break_is_one_and_two_end_the_paragraph(self):
        assert blocks("<p>One<br>two<br><br>three") == ["One\ntwo", "three"]

    def test_marks_of_lists_are_shown_and_counted(self):
        page = "<ul><li>a<ol start=3><li>b<li value=7><p>c</p><li>d</ol><li>e</ul>"
        assert blocks(page) == ["• a", "3. b", "7. c", "8. d", "• e"]

    def test_terms_stand_with_what_defines_them(self):
        page = """<dl><dt>sys<dd>The old one. Other words.<dt>bin<dt>man<dd><p>One.</p><p>Two.</p>
            <dt>code<dd><pre>x = 1</pre><dt>list<dd><ul><li>a<li>b</ul><dt>rows
            <dd><table><tr><th>A<th>B</table><dt>none</dl><p>After."""
        assert blocks(page) == [
            "sys\nThe old one. Other words.", "bin\nman\nOne.", "Two.", "code\nx = 1",
            "list\n• a", "• b", "rows", "A | B", "none", "After.",
        ]  # fmt: skip

    def test_quotations_are_quoted(self):
        assert blocks("<blockquote><p>Said <q>no</q>.</blockquote>") == ["Said “no”."]

    def test_ligatures_and_soft_hyphens_are_folded(self):
        assert blocks("<p>ﬁ\u00adnal o\u00adﬃce") == ["final office"]

    def test_code_keeps_its_lines_and_is_one_piece(self):
        found = document("<pre><code>if x:\n    go. Then\n</code></pre>")
        assert found.text == "if x:\n    go. Then\n"
        assert [block.kind for block in found.blocks] == [BlockKind.PREFORMATTED]

    def test_code_keeps_the_indentation_of_its_first_line(self):
        found = document("<p>So:<pre>    if x:\n  go</pre>")
        assert found.text == "So:\n\n    if x:\n  go\n"
        assert found.text[slice(*found.preformatted[0])] == "if x:\n  go"

    def test_an_item_without_text_leaves_no_mark(self):
        assert blocks("<ul><li><img><li>a<li></ul><p>b") == ["• a", "b"]

    def test_items_are_counted_as_their_list_counts(self):
        page = (
            "<ol type=A start=2><li>a<ol type=i><li>b<li value=4>c</ol></ol><ol type=a><li>d</ol>"
        )
        assert blocks(page) == ["B. a", "i. b", "iv. c", "a. d"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("page", "text"),
        [
            ("<p>some 10<sup>9</sup> ants", "some 10^9 ants"),
            ("<p>10<b><sup>-</sup></b><sup><i>9</i></sup> m", "10^-9 m"),
            ("<p>H<sub>2</sub>O and 7 m<sup>2</sup>", "H2O and 7 m²"),
            ("<p>4<sup>1</sup>/<sub>3</sub> cups", "4 1/3 cups"),
            ("<h2>10<sup>9</sup> ants</h2>", "10^9 ants"),
            ("<table><tr><td>10<sup>9</sup><td>ants", "10^9 | ants"),
            ("<p>10<span style='vertical-align:super'>9</span>", "10^9"),
            (
                "<style>p{x:y} /* A. */ .a, b.up {Vertical-Align: super}</style><p>10<b class=up>9",
                "10^9",
            ),
            ("<style>@media print{.up{vertical-align:super}}</style><p>x<b class='c up'>9", "x⁹"),
            ("<style>.up{vertical-align:super}</style><p>1<sup>st", "1st"),
        ],
    )
    def test_raised_and_lowered_ones_are_told_from_those_on_the_line(self, page, text):
        assert blocks(page) == [text]

    @pytest.mark.parametrize(
        "mark",
        [
            "<sup><a href='#n4'>4</a></sup>",
            "<a href='#n4'><sup>4</sup></a>",
            "<a href='notes.html#n4'><sup>[4]</sup></a>",
            "<sup>4</sup>",
            "<a href='#n4'>4</a>",
            "<a href='#n4'>[4]</a>",
        ],
    )
    def test_marks_of_notes_are_apart_from_a_year(self, mark):
        assert blocks(f"<p>It closed in 1998{mark} or so.{mark} Later") == [
            "It closed in 1998[4] or so.[4] Later"
        ]

    @pytest.mark.parametrize(
        ("page", "text"),
        [
            ("<p>See chapter <a href='#c4'>4</a>.", "See chapter 4."),
            ("<p>10<a href='#x'><sup>9</sup> ants</a>", "109 ants"),
            ("<p>10<a href='/powers'><sup>9</sup></a>", "10^9"),
        ],
    )
    def test_other_links_are_text(self, page, text):
        assert blocks(page) == [text]

    def test_many_of_them_take_no_quadratic_time(self):
        assert blocks("<p>1" + "<sup>2</sup>" * 60_000 + "<i>x</i><sup>2</sup>" * 60_000)

    def test_a_style_sheet_without_end_takes_no_quadratic_time(self):
        assert blocks("<style>" + ".a{b:c," * 100_000 + "</style><p>One.") == ["One."]


class TestFormulas:
    @pytest.mark.parametrize(
        ("math", "text"),
        [
            ("<mfrac><mn>7</mn><mn>3</mn></mfrac>", "7/3"),
            ("<mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
            ("<mn>3</mn><mo>&#x2064;</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
            ("<msup><mn>10</mn><mrow><mo>−</mo><mn>7</mn></mrow></msup>", "10^-7"),
            ("<mn>2</mn><mo>&InvisibleTimes;</mo><msup><mi>x</mi><mn>2</mn></msup>", "2x²"),
            ("<mi>a</mi><mo>=</mo><mo>-</mo><mi>b</mi><mo>+</mo><mn>1</mn>", "a = -b + 1"),
            ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a + b)/c"),
            ("<msub><mi>x</mi><mn>1</mn></msub><msub><mi>x</mi><mi>i</mi></msub>", "x₁x_i"),
            ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x₁^2"),
            ("<msqrt><mn>25</mn></msqrt><mroot><mi>x</mi><mn>5</mn></mroot>", "√25 ⁵√x"),
            ("<msup><mn>90</mn><mo>∘</mo></msup>", "90°"),
            ("<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>238</mn></mmultiscripts>", "²³⁸₉₂U"),
            ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
            ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>", "[1, 2]"),
            ("<semantics><mn>5</mn><annotation>five</annotation></semantics>", "5"),
            ("<mn>1</mn><mphantom><mn>0</mn></mphantom>", "1"),
            ("<mfrac><mn>1</mn></mfrac>", "1/"),
        ],
    )  # fmt: skip
    def test_they_are_written_in_one_line(self, math, text):
        assert blocks(f"<p>So <math>{math}</math>, then") == [f"So {text}, then"]

    def test_numbers_beside_them_stay_apart(self):
        assert blocks("<p>all 3<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of") == [
            "all 3 1/2 of"
        ]

    def test_one_that_stands_behind_its_picture_is_read_once(self):
        page = """<p>So <span class=mwe><span class="x-mathml-a11y" style="display: none"><math>
            <mn>5</mn></math></span><img alt="5" aria-hidden=true></span> it is"""
        assert blocks(page) == ["So 5 it is"]

    def test_those_that_are_nested_deeply_are_read(self):
        assert blocks("<p><math>" + "<mrow>" * 5000 + "<mn>5</mn>") == ["5"]
        assert blocks("<p>" + "<math><mn>5</mn>" * 2000)[0].startswith("5 5")


class TestTables:
    def test_a_row_is_one_piece_with_its_cells_apart(self):
        page = """<table><caption>Fleet</caption><tr><th>Ship<th>Year</tr>
            <tr><td>Mr. Toad. Old<td><p>1908</p></tr><tr><td></td><td></td></tr></table>"""
        assert blocks(page) == ["Fleet", "Ship | Year", "Mr. Toad. Old | 1908"]
        kinds = [block.kind for block in document(page).blocks[1:]]
        assert kinds == [BlockKind.HEADER, BlockKind.ROW]

    def test_cells_stand_in_all_rows_and_columns_that_they_span(self):
        page = """<table><tr><th rowspan=2>Length<th colspan=2>Summer<tr><th>Members<th>Guests
            <tr><td rowspan=2>8 m<td>a<td>b<tr><td colspan=2>shut<tr><td colspan=3>All closed"""
        assert blocks(page) == [
            "Length | Summer | Summer",
            "Length | Members | Guests",
            "8 m | a | b",
            "8 m | shut | shut",
            "All closed",
        ]
        [table] = document(page).tables
        assert document(page).text[slice(*table.header)].endswith("| Guests")

    def test_empty_cells_keep_their_place(self):
        page = "<table><tr><th><th>Day<th>Night<tr><td>a<td><td>b<tr><td>c<td>d<td>"
        assert blocks(page) == ["| Day | Night", "a |  | b", "c | d |"]

    def test_a_name_with_its_value_is_no_header(self):
        page = "<table><tr><th>Name<td>Ada<tr><th>Born<td>1921<tr><th>Died<td>1980"
        assert document(page).tables == ()

    def test_spans_without_end_cost_nothing(self):
        page = "<table><tr><td colspan=99999999 rowspan=99999999>a<td>b<tr><td>c"
        assert len(document(page).text) < 1000

    def test_one_that_only_places_blocks_is_none(self):
        page = "<table><tr><td><h2>News</h2><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>"
        assert blocks(page) == ["News", "One.", "Two.", "Three."]

    def test_blank_paragraphs_in_cells_place_nothing(self):
        assert blocks("<table><tr><td><p>a</p><p> </p><td>b") == ["a | b"]

    def test_tables_in_tables_are_read_to_the_innermost(self):
        assert blocks("<table><tr><td>a" * 50 + "<table><tr><td>x<td>y") == ["a"] * 50 + ["x | y"]


class TestStructure:
    def test_headings_have_their_level(self):
        found = document("<h1>A <i>b</i></h1><p>t<h3>C<br>d</h3><p>u")
        headings = [(b.level, b.label) for b in found.blocks if b.kind is BlockKind.HEADING]
        assert headings == [(1, "A b"), (3, "C d")]

    @pytest.mark.parametrize(
        ("page", "title"),
        [
            ("<title>The Ship &ndash; A Site</title><h1>The Ship</h1><p>x", "The Ship"),
            ("<title> The\n Ship </title><h1>Welcome</h1><p>x", "The Ship"),
            ("<h2>Second</h2><h1>First</h1><p>x", "First"),
            ("<p>x<svg><title>icon</title></svg>", "page"),
        ],
    )
    def test_the_title(self, page, title):
        assert document(page).title == title


class TestWhatIsLeftOut:
    @pytest.mark.parametrize(
        "hidden",
        [
            "<script>no()</script>",
            "<style>p{}</style>",
            "<noscript>no</noscript>",
            "<template><p>no</p></template>",
            "<!-- no -->",
            "<nav>no</nav>",
            "<header>no</header>",
            "<footer>no</footer>",
            "<aside>no</aside>",
            "<div role=navigation>no</div>",
            "<div hidden>no</div>",
            "<div aria-hidden=true>no</div>",
            "<div style='color:red; Display : NONE'>no</div>",
            "<span class='x sr-only'>no</span>",
            "<div id=cookie-banner>no <button>Accept</button></div>",
            "<div class='site menu'><ul><li><a href=x>no</a><li><a href=y>no</a></ul></div>",
            "<div class=header>Next: <a href=x>The chapter after</a>, Up: <a href=y>The book</a></div>",
            "<form><input value=no><select><option>no</select><textarea>no</textarea></form>",
            "<svg><text>no</text></svg>",
            "<del>no</del>",
            "<s>no</s>",
            "<strike><p>no</p></strike>",
            "<span style='text-decoration: red line-through'>no</span>",
            "<style>.old{text-decoration-line:line-through}</style><p class='x old'>no</p>",
            "<a href='#here'>¶</a>",
            "<a href='#here' title='link to here'><span> # </span></a>",
        ],
    )
    def test_it_leaves_no_trace(self, hidden):
        assert blocks(f"<body>{hidden}<p>One.</p>{hidden}<p>Two.</p>") == ["One.", "Two."]

    @pytest.mark.parametrize(
        "main", ["<main>{}</main>", "<div role=main>{}</div>", "<article>{}</article>"]
    )
    def test_what_is_beside_the_main_element(self, main):
        page = "<div>Other stories</div>" + main.format("<p>The text of it.</p>")
        assert blocks(page) == ["The text of it."]

    def test_a_small_main_element_is_not_the_page(self):
        assert blocks("<p>A long text indeed.</p><main>Share!</main>") == [
            "A long text indeed.",
            "Share!",
        ]

    @pytest.mark.parametrize(
        "page",
        [
            "<div class=menu><p>Soup of the day with bread.</p></div>",
            "<header><h1>Soup of the day with bread.</h1></header>",
            "<div class=header><h1><a href=x>Soup of the day with bread.</a></h1></div>",
            "<div class=hidden><p>Soup of the day with bread.</p></div>",
        ],
    )
    def test_text_that_only_looks_like_it_is_read(self, page):
        assert blocks(page) == ["Soup of the day with bread."]

    def test_links_within_the_page_that_say_something_are_read(self):
        assert blocks(
            "<p>See <a href='#two'>below</a> <a href='#n'>[1]</a> <a href='/#'>#</a>"
        ) == ["See below [1] #"]


class TestWriting:
    def test_right_to_left_text_is_in_the_order_in_which_it_is_read(self):
        assert blocks("<p dir=rtl>הנמל נבנה בשנת <bdo dir=ltr>1822</bdo>, Leith.</p>") == [
            "הנמל נבנה בשנת 1822, Leith."
        ]

    def test_vertical_text_is_text(self):
        page = "<p style='writing-mode: vertical-rl'>港は深い。</p>"
        assert blocks(page) == ["港は深い。"]


class TestCharsets:
    @pytest.mark.parametrize(
        "page",
        [
            "\ufeff<p>Zürich".encode("utf-8"),
            "\ufeff<p>Zürich".encode("utf-16-le"),
            "\ufeff<p>Zürich".encode("utf-16-be"),
            "<meta charset=utf-8><p>Zürich".encode(),
            "<p>Zürich".encode(),
            "<meta charset='iso-8859-1'><p>Zürich".encode("cp1252"),
            "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>Zürich".encode(
                "koi8-r", "xmlcharrefreplace"
            ),
            "<?xml version='1.0' encoding='iso-8859-15'?><p>Zürich".encode("iso-8859-15"),
        ],
    )
    def test_one_that_the_page_states_is_no_guess(self, page):
        assert document(page).text == "Zürich\n"
        assert problems(page) == ()

    @pytest.mark.parametrize(
        ("label", "charset", "text"),
        [
            ("iso-8859-1", "cp1252", "“so – here”"),
            ("latin1", "cp1252", "it’s"),
            ("x-sjis", "cp932", "①丸"),
            ("ks_c_5601-1987", "cp949", "똠방각하"),
            ("gb2312", "gb18030", "镕€"),
            ("iso-8859-9", "cp1254", "ığ…"),
            ("utf-16", "utf-8", "ü"),
        ],
    )
    def test_a_stated_one_means_what_browsers_take_it_for(self, label, charset, text):
        page = f"<meta charset={label}><p>{text}".encode(charset)
        assert document(page).text == f"{text}\n"
        assert problems(page) == ()

    @pytest.mark.parametrize("label", ["utf-7", "rot13", "iso-2022-kr", "nonsense"])
    def test_one_that_no_browser_reads_is_not_followed(self, label):
        assert document(f"<meta charset={label}><p>+AGE-".encode()).text == "+AGE-\n"

    def test_a_guess_is_named(self):
        text = "Это первая страница, на которой написано по-русски. " * 5
        page = f"<p>{text}".encode("cp1251")
        assert document(page).text.strip() == text.strip()
        assert problems(page) == ("names no charset and is read as cp1251, a guess",)

    def test_bytes_that_are_not_what_the_page_says_are_named(self):
        page = b"<meta charset=utf-8><p>Z\xfcrich"
        assert document(page).text == "Z\ufffdrich\n"
        assert problems(page) == ("is not utf-8 as it says, from byte 24 on",)


class TestHostileText:
    def test_a_page_without_text_is_empty(self):
        with pytest.raises(SourceError, match="is empty"):
            formats.read(b"<html><body><img src=x></body></html>", ".html", "x.html")

    def test_elements_that_are_nested_deeply_are_read(self):
        assert blocks("<div>" * 5000 + "deep" + "</div>" * 5000 + "after") == ["deep", "after"]

    def test_characters_without_a_utf8_form_are_replaced(self):
        assert document("<p>a&#xD800;b\x00c").text.encode()

    @pytest.mark.parametrize(
        "end", ["<", "<p", "<p class=", "<!--", "<![CDATA[", "</", "&#", "<h1>"]
    )
    def test_a_page_that_ends_anywhere_is_read_so_far(self, end):
        assert blocks(f"<p>One.</p>{end}")[0] == "One."
