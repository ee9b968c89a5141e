"""Quoted: replies that are quoted come behind what was written."""

from index.search.quoted import written_first
from tests.index.search.test_exact import order, said, scored


def test_a_quoted_reply_comes_behind_what_was_written():
    quoted = scored("> It is on Tuesday.", 0.6, section=("Quoted reply: Per wrote",))
    written = scored("We moved it to Thursday.", 0.5, name="b.txt")
    found = written_first([quoted, written])
    assert order(found) == ["b.txt", "a.txt"]
    assert said(found[0])[-1] == "quoted reply"
    assert found[1] == written
