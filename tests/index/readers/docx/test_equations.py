"""Equations and symbols of Word documents: in one line, and no number is another one."""

import pytest

from tests.index.readers.docx.packing import blocks, p, package, t

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def m(name, *parts, properties=""):
    return f"<m:{name}>{properties}{''.join(parts)}</m:{name}>"


def r(text):
    return m("r", m("t", text))


def said(*runs):
    body = p(*runs).replace("<w:p>", f'<w:p xmlns:m="{M}">')
    [text] = blocks(package(body))
    return text


def equation(*parts):
    return m("oMath", *parts)


HALF = m("f", m("num", r("1")), m("den", r("2")))


class TestEquations:
    @pytest.mark.parametrize(
        ("parts", "text"),
        [
            ([m("f", m("num", r("7")), m("den", r("3")))], "7/3"),
            ([m("f", m("num", r("a+b")), m("den", r("(c)")))], "(a+b)/(c)"),
            ([r("3"), HALF], "3 1/2"),
            ([m("sSup", m("e", r("10")), m("sup", r("−"), r("7")))], "10^-7"),
            ([m("sSup", m("e", r("x")), m("sup", r("2"))), r("+1")], "x²+1"),
            ([m("sSup", m("e", r("a+b")), m("sup", r("n")))], "(a+b)^n"),
            ([m("sSub", m("e", r("x")), m("sub", r("12")))], "x₁₂"),
            ([m("sSubSup", m("e", r("x")), m("sub", r("i")), m("sup", r("2")))], "x_i²"),
            ([m("rad", m("deg"), m("e", r("25")))], "√25"),
            ([m("rad", m("deg", r("3")), m("e", r("a+b")))], "∛(a+b)"),
            ([m("d", m("e", r("a")), m("e", r("b")))], "(a|b)"),
            ([m("nary", m("sub", r("i=1")), m("sup", r("9")), m("e", r("i")))], "∫_(i=1)⁹ i"),
            ([m("func", m("fName", r("sin")), m("e", r("x")))], "sin x"),
            (
                [m("m", m("mr", m("e", r("1")), m("e", r("2"))), m("mr", m("e", r("3"))))],
                "[1, 2; 3]",
            ),
            ([r("1"), r("0")], "10"),
        ],
    )
    def test_they_are_written_in_one_line(self, parts, text):
        assert said(equation(*parts)) == text

    def test_numbers_beside_them_stay_apart(self):
        assert said(t("all 4"), equation(HALF), t(" of it")) == "all 4 1/2 of it"

    def test_signs_of_brackets_are_those_of_the_document(self):
        signs = f'<m:dPr><m:begChr xmlns:m="{M}" m:val="["/><m:endChr m:val=""/></m:dPr>'
        assert said(equation(m("d", m("e", r("a")), properties=signs))) == "[a"

    def test_those_that_are_nested_deeply_are_read(self):
        deep = r("9")
        for _ in range(60):
            deep = m("sSup", m("e", deep), m("sup", r("2")))
        assert "9" in said(equation(deep))


class TestSymbols:
    @pytest.mark.parametrize(
        ("font", "place", "sign"),
        [
            ("Symbol", "F0A3", "≤"),
            ("Symbol", "a3", "≤"),
            ("Symbol", "F06D", "μ"),
            ("Wingdings", "F0FE", "☑"),
            ("Wingdings", "F083", "③"),
            ("Wingdings 2", "F052", "☑"),
            ("Segoe UI", "2713", "✓"),
            ("Symbol", "F0F0", "\ufffd"),
            ("Symbol", "none", "\ufffd"),
            ("Symbol", "FFFFFFFFFF", "\ufffd"),
        ],
    )
    def test_one_is_the_sign_that_its_font_shows(self, font, place, sign):
        assert said(f'<w:r><w:sym w:font="{font}" w:char="{place}"/></w:r>', t(" 9")) == f"{sign} 9"

    def test_private_places_in_text_are_signs_of_the_font(self):
        font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
        assert said(t("\uf0fc", font), t(" and \uf0b3 9")) == "✓ and ≥ 9"
