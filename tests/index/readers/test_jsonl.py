"""JSON lines in the BEIR corpus format: one document a line, a bad line costs itself."""

import json

import pytest

from index.documents import BlockKind
from index.errors import SourceError
from index.readers.jsonl import read


def lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records).encode()


GOOD = {"_id": "good", "title": "Good", "text": "It is good."}


class TestCorpusLines:
    def test_each_line_is_a_document_with_its_own_id(self):
        found = read(lines(GOOD, {"_id": "d2", "text": "Two."}), "corpus.jsonl").documents
        assert [(d.id, d.title, d.text) for d in found] == [
            ("good", "Good", "It is good."),
            ("d2", "d2", "Two."),
        ]

    def test_other_fields_are_ignored(self):
        record = {**GOOD, "metadata": {"url": 1}}
        assert read(lines(record), "c.jsonl") == read(lines(GOOD), "c.jsonl")

    def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_it(self):
        data = b"\xef\xbb\xbf" + lines(GOOD).replace(b"\n", b"\r\n")
        assert read(data, "c.jsonl") == read(lines(GOOD), "c.jsonl")

    def test_blank_lines_are_passed_over_but_counted(self):
        problems = read(b"\n \n" + lines(GOOD) + b"nonsense\n", "c.jsonl").problems
        assert len(problems) == 1
        assert problems[0].startswith("line 4: ")

    def test_a_title_that_the_text_repeats_is_no_passage_of_its_own(self):
        data = lines({"_id": "a", "title": "Ann", "text": "Ann\nShe sings."})
        [found] = read(data, "c.jsonl").documents
        assert [b.kind for b in found.blocks] == [BlockKind.HEADING, BlockKind.BODY]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (b"nonsense", "not JSON"),
            (b'["a"]', "not a JSON object"),
            (b'"text"', "not a JSON object"),
            (b'{"_id": "a", "text": NaN}', "NaN"),
            (b'{"_id": "a", "text": "x", "_id": "b"}', "same key twice"),
            (b'{"_id": "a", "text": "\\ud800"}', "surrogate"),
            (b'{"_id": "a", "text": "\xff"}', "not UTF-8"),
            (b'{"_id": "a", "text": "x", "n": ' + b"7" * 5000 + b"}", "too many digits"),
            (b'{"_id": "a", "text": ' + b"[" * 100_000, "nested too deeply"),
            (b'{"text": "x"}', '"_id"'),
            (b'{"_id": 7, "text": "x"}', '"_id"'),
            (b'{"_id": " ", "text": "x"}', '"_id"'),
            (b'{"_id": "a"}', '"text"'),
            (b'{"_id": "a", "text": null}', 'lacks "text"'),
            (b'{"_id": "a", "text": 5}', '"text" is not a text; write it in quotation marks'),
            (b'{"_id": "a", "text": ["x"]}', '"text" is not a text; write it in quotation marks'),
            (b'{"_id": "a", "text": "x", "title": 5}', '"title" is not a text; write it in'),
        ],
    )
    def test_a_bad_line_costs_itself_and_is_named(self, line, reason):
        found = read(lines(GOOD) + line + b"\n" + lines({**GOOD, "_id": "z"}), "c.jsonl")
        assert [d.id for d in found.documents] == ["good", "z"]
        [problem] = found.problems
        assert problem.startswith("line 2: ")
        assert reason in problem
        assert "\n" not in problem
        assert len(problem) < 200

    def test_two_documents_with_one_id_are_an_error(self):
        with pytest.raises(SourceError, match="line 2: the _id 'good' is there already"):
            read(lines(GOOD, GOOD), "c.jsonl")

    @pytest.mark.parametrize("data", [b"", b"\n\n"])
    def test_a_file_without_any_document_is_an_error(self, data):
        with pytest.raises(SourceError, match="holds no document"):
            read(data, "c.jsonl")

    def test_a_file_without_a_good_line_is_an_error_that_names_the_first(self):
        with pytest.raises(SourceError, match="line 1: not JSON"):
            read(b"a\nb\n", "c.jsonl")
