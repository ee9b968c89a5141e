"""Panels of web pages: what one click shows is part of the page, what nobody sees is not."""

import pytest

from index.readers.html.reader import read


def blocks(page):
    [found] = read(page.encode(), "docs/page.html").documents
    return [found.text[block.start : block.end] for block in found.blocks]


class TestWhatOpens:
    @pytest.mark.parametrize(
        "page",
        [
            "<div hidden='until-found'>In May.</div>",
            "<h3><button aria-controls=a>When?</button></h3><div id=a hidden>In May.</div>",
            "<a href='#a' data-toggle=collapse>When?</a><p id=a style='display:none'>In May.</p>",
            "<a class=toggle href='#a'>When?</a><div id=a style='display:none'>In May.</div>",
            "<p class=faq><a href='#a'>When?</a></p><div id=a hidden>In May.</div>",
            "<a aria-controls='a'>When?</a><div id=a class='x d-none'>In May.</div>",
            "<div role=tabpanel class=hidden>In May.</div>",
            "<dl><dt>When?<dd style='display: none'>In May.</dl>",
            "<div class=faq><h3>When?</h3><div hidden>In May.</div></div>",
            "<h4 class=toggle>When?</h4> <!-- --> <div aria-hidden=true>In May.</div>",
            "<h4><button>When?</button></h4><div hidden>In May.</div>",
            "<details><summary>When?</summary>In May.</details>",
            "<button popovertarget=a>When?</button><div id=a popover hidden>In May.</div>",
        ],
    )
    def test_what_it_shows_is_read(self, page):
        assert any("In May." in block for block in blocks(f"<body>{page}<p>End."))

    @pytest.mark.parametrize(
        "page",
        [
            "<p id=sent hidden>Thank you.</p>",
            "<a href='#a'>Send</a><p id=a hidden>Thank you.</p>",
            "<h2>Write to us</h2><div style='display:none'>Thank you.</div>",
            "<div role=alert id=a hidden>Thank you.</div><h2><a aria-controls=a>Send</a></h2>",
            "<div class='faq'><h3>When?</h3> now <div hidden>Thank you.</div></div>",
            "<a aria-controls=a>x</a><span id=a class=sr-only>Thank you.</span>",
            "<a aria-controls=nothing>x</a><div hidden>Thank you.</div>",
            "<a data-toggle=modal href='#a'>x</a><div id=a hidden>Thank you.</div>",
            "<div id=cookie-banner><button aria-controls=a>x</button><p id=a hidden>Thank you.</div>",
        ],
    )
    def test_what_nothing_opens_is_not(self, page):
        assert "Thank you." not in "".join(blocks(f"<body>{page}<p>End."))


class TestWhatItSays:
    @pytest.mark.parametrize("tag", ["h3", "summary"])
    def test_a_button_that_a_heading_is_made_of_is_its_text(self, tag):
        assert blocks(f"<{tag}><span><button>When?</button></span></{tag}><p>In May.") == [
            "When?",
            "In May.",
        ]

    @pytest.mark.parametrize(
        "button",
        ["<button>Copy</button>", "<button title=x>Edit</button>", "<button></button>"],
    )
    def test_one_beside_its_text_is_not(self, button):
        assert blocks(f"<h3>When? {button}</h3><p>In {button} May.") == ["When?", "In May."]

    def test_the_words_on_tabs_stand_before_what_they_show(self):
        page = """<ul role=tablist><li role=presentation><button role=tab aria-selected=true
            aria-controls=a>Size</button><li><a role=tab aria-selected=false href="#b">Weight</a></ul>
            <div id=a role=tabpanel><p>Two metres.</p><p>Or so.</p></div>
            <div id=b role=tabpanel hidden>Nine kilograms.</div>"""
        assert blocks(page) == ["Size\nTwo metres.", "Or so.", "Weight\nNine kilograms."]

    @pytest.mark.parametrize("label", ["Read more", "More", "Show all …", "☰", ""])
    def test_words_that_say_nothing_are_left_out(self, label):
        page = f"<button aria-expanded=false aria-controls=a>{label}</button><p id=a hidden>Two."
        assert blocks(page) == ["Two."]

    def test_a_button_that_opens_many_names_none(self):
        page = """<button aria-expanded=false aria-controls="a b">Everything</button>
            <button aria-expanded=false aria-controls=a>Size</button><p id=a hidden>Two.<p id=b hidden>Nine."""
        assert blocks(page) == ["Size\nTwo.", "Nine."]

    def test_many_openers_take_no_quadratic_time(self):
        page = "<a aria-controls='" + "x " * 200_000 + "'>a</a>" + "<p id=x>" * 2000 + "One."
        assert blocks(page) == ["a", "One."]
