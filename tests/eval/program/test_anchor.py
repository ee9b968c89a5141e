"""``quoth-eval anchor``: evidence that left its document is shown, and quoted anew on request."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from eval.program import cli

BEFORE = "Run rotate-keys once a quarter, and tell the team."
NOW = "Keys live long.\nRun rotate-keys once a month, and tell the team.\nDone."


def record(name, *evidence):
    told = [{"document": document, "quote": quote} for document, quote in evidence]
    return {"id": name, "question": f"How {name}?", "evidence": told, "tags": ["ops"]}


@pytest.fixture
def anchor(scripted, tmp_path, monkeypatch, capsys):
    """Anchors records over documents with what is typed; gives exit code, stdout and stderr."""
    docs = tmp_path / "docs"
    docs.mkdir()
    path = tmp_path / "set.jsonl"

    def run(*records, typed="", options=(), **documents):
        for name, text in (documents or {"keys": NOW}).items():
            (docs / f"{name}.txt").write_text(text)
        if records:
            scripted.write_lines(path, *records)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(typed.encode())))
        code = cli.main(["anchor", str(path), "-s", str(docs), *options])
        return code, *capsys.readouterr()

    run.path = path
    return run


def kept(anchor):
    return [json.loads(line) for line in anchor.path.read_text().splitlines()]


class TestAnchor:
    def test_a_quote_that_changed_is_shown_with_the_nearest_place(self, anchor):
        code, out, err = anchor(record("keys", ("keys.txt", BEFORE)))
        assert code == 1
        assert out.splitlines() == [
            "[1 of 1] line 1: How keys?",
            "  was, keys.txt: Run rotate-keys once a quarter, and tell the team.",
            "  now, keys.txt, 90 % alike:",
            "    Keys live long. »Run rotate-keys once a month, and tell the team.« Done.",
            "quote it anew? [y]es, [n]o, [q]uit: ",
        ]
        assert err == f"quoth-eval: {anchor.path}: quoted anew 0, 1 quote gone\n"

    def test_it_is_quoted_anew_where_that_is_confirmed(self, anchor):
        whole = record("keys", ("keys.txt", BEFORE))
        other = record("long", ("keys.txt", "Keys live long."))
        code, _, err = anchor(whole, other, typed="y\n")
        assert code == 0
        anew = {"document": "keys.txt", "quote": "Run rotate-keys once a month, and tell the team."}
        assert kept(anchor) == [{**whole, "evidence": [anew]}, other]
        assert err.endswith("quoted anew 1, 0 quotes gone\n")
        assert anchor()[0] == 0

    def test_what_is_declined_stays(self, anchor):
        lines = record("one", ("keys.txt", BEFORE)), record("two", ("keys.txt", BEFORE))
        code, out, _ = anchor(*lines, typed="n\nq\n")
        assert code == 1
        assert kept(anchor) == list(lines)
        assert out.count("quote it anew?") == 2

    def test_it_is_found_in_another_document(self, anchor):
        moved = record("keys", ("old.txt", BEFORE))
        anchor(moved, typed="y\n", keys=f"Short.\n{BEFORE}")
        assert kept(anchor)[0]["evidence"] == [{"document": "keys.txt", "quote": BEFORE}]

    def test_words_that_stand_twice_get_a_prefix(self, anchor):
        quote = "Tell the team about it, at once."
        text = f"First. {quote} Second. {quote}"
        anchor(record("keys", ("keys.txt", quote)), typed="y\n", keys=text)
        [evidence] = kept(anchor)[0]["evidence"]
        assert text.count(evidence["prefix"] + evidence["quote"]) == 1

    def test_what_is_like_nothing_is_left_to_a_person(self, anchor):
        code, out, _ = anchor(record("keys", ("keys.txt", "Nobody ever wrote such a thing here.")))
        assert code == 1
        assert "nothing in the documents is like it; mend the record by hand" in out
        assert "quote it anew?" not in out

    def test_may_only_be_listed(self, anchor):
        whole = record("keys", ("keys.txt", BEFORE))
        code, out, _ = anchor(whole, typed="y\n", options=["--list"])
        assert (code, kept(anchor)) == (1, [whole])
        assert "quote it anew?" not in out

    def test_a_second_quote_of_a_record_is_its_own(self, anchor):
        both = record("keys", ("keys.txt", "Keys live long."), ("keys.txt", BEFORE))
        anchor(both, typed="y\n")
        assert [one["quote"] for one in kept(anchor)[0]["evidence"]] == [
            "Keys live long.",
            "Run rotate-keys once a month, and tell the team.",
        ]

    def test_where_all_stands_there_is_nothing_to_do(self, anchor):
        code, out, err = anchor(record("long", ("keys.txt", "Keys live long.")))
        assert (code, out) == (0, "")
        assert err == f"quoth-eval: {anchor.path}: quoted anew 0, 0 quotes gone\n"

    def test_a_folder_has_no_quotes(self, anchor, tmp_path, capsys):
        assert cli.main(["anchor", str(tmp_path)]) == 2
        assert "is a folder; name a file of eval records" in capsys.readouterr().err
