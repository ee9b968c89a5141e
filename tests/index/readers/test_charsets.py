"""Charsets of text files: a mark is believed, a guess is named, damage and noise are refused."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.readers.formats import read
from index.readers.lines import line_now

LETTER = "Sehr geehrte Frau Müller,\n\ndie Straßenbahn fährt um fünf Uhr früh.\n"
RUSSIAN = "Паром уходит в семь часов утра.\nСобаки едут бесплатно, но только на палубе.\n"


def text(data, suffix=".txt"):
    return read(data, suffix, f"a{suffix}").documents[0].text


def problems(data, suffix=".txt"):
    return read(data, suffix, f"a{suffix}").problems


class TestAMark:
    @pytest.mark.parametrize("suffix", [".txt", ".md"])
    @pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
    def test_says_the_charset_and_is_dropped(self, suffix, charset):
        data = LETTER.encode(charset)
        assert text(data, suffix) == LETTER
        assert problems(data, suffix) == ()

    @given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
    def test_keeps_each_character(self, said):
        for mark, charset in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if not said.startswith("\0"):  # which would make the mark one of UTF-32
                assert text(mark + said.encode(charset)) == said

    def test_that_the_bytes_do_not_keep_is_named(self):
        with pytest.raises(SourceError, match="is not UTF-16-LE as its mark says"):
            text("\ufeffHello".encode("utf-16-le") + b"\x00")

    def test_does_not_shift_the_lines_that_addresses_name(self):
        data = "One.\nTwo.\nThree.\n".encode("utf-16")
        assert line_now(data, "a.txt", lambda now: now.index("Three")) == 3


class TestAGuess:
    @pytest.mark.parametrize(
        ("said", "charset"),
        [
            (LETTER, "cp1252"),
            ("The room costs £40 – ask for André at the café, it’s always open.\n", "cp1252"),
            ("Wir öffnen um neun.\n", "latin-1"),
            ("Le café ouvre à neuf heures; l’été, il ferme à minuit.\n", "mac_roman"),
            ("Příliš žluťoučký kůň úpěl ďábelské ódy.\n", "cp1250"),
            (RUSSIAN, "cp1251"),
            (RUSSIAN, "koi8_r"),
            ("Το πλοίο φεύγει στις επτά.\n", "cp1253"),
            ("渡し船は七時に出ます。犬は無料です。\n", "cp932"),
        ],
    )
    def test_is_right_for_a_text_of_one_language_and_says_what_to_do(self, said, charset):
        assert text(said.encode(charset)) == said
        [problem] = problems(said.encode(charset))
        named = "cp1252" if charset == "latin-1" else charset
        assert f"is read as {named}, a guess" in problem
        assert "iconv" in problem

    @pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
    def test_tells_utf_16_without_its_mark(self, charset):
        said = "Der Zug fährt um zehn über Köln. Ein Kaffee kostet 3 €.\n"
        assert text(said.encode(charset)) == said
        assert f"is read as {charset}, a guess" in problems(said.encode(charset))[0]

    def test_looks_at_what_is_not_ascii_however_late_it_comes(self):
        late = "All is said in plain letters.\n" * 40_000 + RUSSIAN
        assert text(late.encode("cp1251")).endswith(RUSSIAN)

    def test_keeps_newlines_as_they_are(self):
        assert text(b"One caf\xe9.\r\nTwo.\rThree.\n") == "One café.\r\nTwo.\rThree.\n"


class TestWhatIsRefused:
    def test_small_numbers_of_two_bytes_are_no_text(self):
        numbers = b"".join(number.to_bytes(2, "little") for number in range(1, 400))
        with pytest.raises(SourceError, match="is no text"):
            text(numbers)

    def test_utf8_that_is_damaged_is_named_with_its_line(self):
        with pytest.raises(SourceError, match="line 3 is not UTF-8, unlike the rest"):
            text("Füße.\nÄpfel.\n".encode() + b"Thr\xe9e.\n")

    def test_an_encoded_surrogate(self):
        with pytest.raises(SourceError, match="not UTF-8"):
            text(b"One \xed\xa0\x80 two.")

    @pytest.mark.parametrize("suffix", [".txt", ".md"])
    def test_noise_is_no_text(self, suffix):
        with pytest.raises(SourceError, match="is no text"):
            text(random.Random(4).randbytes(2_000), suffix)
