"""Strict JSON lines, in and out."""

import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.files.json_lines import JsonLineError, dump, numbered_lines, parse_object

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)  # fmt: skip


class TestParsing:
    @given(st.dictionaries(st.text(), json_values))
    def test_what_is_dumped_is_parsed_again(self, record):
        assert parse_object(dump(record).encode()) == record

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (b"", "not JSON"),
            (b"{} {}", "not JSON"),
            (b'{"a": 1', "column 8"),
            (b"{'a': 1}", "not JSON"),
            (b'{"a": 1,}', "not JSON"),
            (b'{"a": NaN}', "NaN"),
            (b'{"a": [Infinity]}', "Infinity"),
            (b'{"a": -Infinity}', "-Infinity"),
            (b'{"a": 1, "a": 1}', "twice"),
            (b'{"a": 1, "\\u0061": 2}', "twice"),
            (b'{"b": {"a": 1, "a": 1}}', "twice"),
            (b'{"a": "\\ud800"}', "surrogate"),
            (b'{"\\udfff": 1}', "surrogate"),
            (b'{"a": ["\\ud83dx"]}', "surrogate"),
            (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),
            (b'{"a": \xff}', "byte 7"),
            (b'{"a": ' + b"1" * 5000 + b"}", "digits"),
            (b'{"a": -' + b"1" * 5000 + b"}", "digits"),
            (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "deeply"),
            (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "deeply"),
            (b"[]", "object"),
            (b"null", "object"),
            (b"5", "object"),
            (b'{"a": "\x01"}', "not JSON"),
        ],
    )
    def test_what_another_reader_would_refuse_is_refused(self, line, reason):
        with pytest.raises(JsonLineError, match=reason):
            parse_object(line)

    def test_a_surrogate_pair_is_one_character(self):
        assert parse_object(b'{"a": "\\ud83d\\ude00"}') == {"a": "😀"}

    def test_a_backslash_before_u_is_no_escape_when_escaped_itself(self):
        assert parse_object(b'{"a": "\\\\ud800"}') == {"a": "\\ud800"}

    def test_a_line_longer_than_the_limit_is_refused_before_it_is_parsed(self, monkeypatch):
        monkeypatch.setattr("index.files.json_lines.MAX_LINE_BYTES", 10)
        with pytest.raises(JsonLineError, match="longer than 10 bytes"):
            parse_object(b'{"a": "bcdefgh"}')

    @given(st.binary(max_size=60))
    def test_no_bytes_cause_another_error(self, line):
        try:
            problem = None if isinstance(parse_object(line), dict) else "no object"
        except JsonLineError as error:
            problem = str(error)
        assert problem is None or problem.splitlines() == [problem] != ["no object"]


class TestLines:
    def test_lines_are_counted_from_one_without_their_ends(self):
        stream = io.BytesIO(b"\xef\xbb\xbfa\r\n\nb\r\nc")
        assert list(numbered_lines(stream)) == [(1, b"a"), (2, b""), (3, b"b"), (4, b"c")]

    def test_line_separators_of_unicode_end_no_line(self):
        stream = io.BytesIO("a\u2028b\x85c\n".encode())
        assert list(numbered_lines(stream)) == [(1, "a\u2028b\x85c".encode())]

    def test_only_the_first_line_can_begin_with_a_byte_order_mark(self):
        assert list(numbered_lines([b"a\n", b"\xef\xbb\xbfb\n"]))[1] == (2, b"\xef\xbb\xbfb")


class TestDumping:
    def test_everything_is_ascii_on_one_line(self):
        line = dump({"a": "é\u2028😀\x9b\n\x1b"})
        assert line == '{"a": "\\u00e9\\u2028\\ud83d\\ude00\\u009b\\n\\u001b"}'

    @pytest.mark.parametrize("number", [math.nan, math.inf])
    def test_numbers_that_json_has_no_form_for_are_refused(self, number):
        with pytest.raises(ValueError, match="not JSON compliant"):
            dump({"a": number})
