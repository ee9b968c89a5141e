from io import BytesIO

import docx
import pytest

from assistant.pins.exporting import export_pins
from assistant.pins.pin import Pin
from assistant.records.answers import IndexName
from index.errors import InputError

AT = "2026-01-02T03:04:05+00:00"
CITED = "The Farm, Animals, paragraph 1"
PROOF = "farm.txt:1 [0, 26), SHA-256 5ca1ab1e"


@pytest.fixture
def pins(scripted):
    turn = scripted.ask("Who <sleeps>?", k=2)
    several = [
        Pin.of(turn, passage, IndexName("f", "m"), sources=("/farm",), pinned=AT)
        for passage in turn.answer.passages
    ]
    return [several[0].noted("Ask *him*."), several[1]]


@pytest.fixture
def exported(pins, tmp_path):
    def exported(form):
        path = tmp_path / f"work{form}"
        export_pins("work", pins, path)
        return path.read_bytes()

    return exported


def test_markdown_has_quote_note_and_the_citation_in_full(exported):
    assert exported(".md").decode().split("\n## ")[1] == (
        "Who \\<sleeps>?\n\nAsk \\*him\\*.\n\n> **The cat sleeps.** It is old.\n\n"
        f"[1] — {CITED}  \n{PROOF}\n"
    )


def test_html_escapes_what_is_said(exported):
    page = exported(".html").decode()
    assert "<h2>Who &lt;sleeps&gt;?</h2>" in page
    assert "<strong>The cat sleeps.</strong> It is old." in page
    assert f"{CITED}<br>{PROOF}" in page


def test_word_has_the_sentence_in_bold_and_the_citation_in_full(exported):
    document = docx.Document(BytesIO(exported(".docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:4] == ["work", "Who <sleeps>?", "Ask *him*.", "The cat sleeps. It is old."]
    assert f"[1] — {CITED}\n{PROOF}" in texts
    assert [run.text for run in document.paragraphs[3].runs if run.bold] == ["The cat sleeps."]


def test_json_lines_are_the_pins_themselves(exported, pins):
    assert exported(".jsonl").count(b"\n") == len(pins)


def test_another_form_is_refused_and_those_that_there_are_named(pins, tmp_path):
    with pytest.raises(InputError, match=r"name one of \.md, \.html, \.docx, \.jsonl"):
        export_pins("work", pins, tmp_path / "work.odt")


def test_nothing_is_replaced_and_no_folder_made(pins, tmp_path):
    there = tmp_path / "mine.md"
    there.write_text("my notes")
    with pytest.raises(InputError, match=r"mine\.md: is there already"):
        export_pins("work", pins, there)
    assert there.read_text() == "my notes"
    with pytest.raises(InputError, match="there is no folder"):
        export_pins("work", pins, tmp_path / "none" / "work.md")
    assert [*tmp_path.iterdir()] == [there]
