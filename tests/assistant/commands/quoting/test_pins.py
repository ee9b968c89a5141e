import json

import pytest

from assistant.commands.cli import main
from assistant.pins.collection import PinCollection
from assistant.pins.pin import Pin
from assistant.records.answers import IndexName


@pytest.fixture
def pinned(scripted):
    """One passage, pinned to a collection that is named work."""
    turn = scripted.ask("Who sleeps?", k=1)
    pin = Pin.of(
        turn, turn.answer.passages[0], IndexName("f", "m"), sources=("/farm",), pinned="2026"
    )
    PinCollection("work").toggle(pin.noted("Look here."))


@pytest.fixture
def pins(capfd):
    def run(*arguments):
        return (main(["pins", *map(str, arguments)]), *capfd.readouterr())

    return run


def test_lists_the_collections(pins, pinned):
    assert pins() == (0, "work: 1 passage\n", "")


def test_says_how_to_pin_where_there_is_none(pins):
    code, out, err = pins()
    assert (code, out) == (0, "")
    assert "p pins the passage" in err


def test_shows_one_with_question_note_quote_and_citation(pins, pinned):
    assert pins("work") == (
        0,
        (
            "[1] Who sleeps?\n    Look here.\n    »The cat sleeps.« It is old.\n"
            "    — The Farm, Animals, paragraph 1\n    farm.txt:1 [0, 26), SHA-256 5ca1ab1e\n"
        ),
        "",
    )


def test_an_export_as_json_lines_is_verified_like_answers(pins, pinned, farm, tmp_path, capfd):
    file = tmp_path / "work.jsonl"
    assert pins("work", "-o", file)[0] == 0
    assert main(["verify", str(file), "-s", str(farm)]) == 0
    assert capfd.readouterr().out == "1 citation: 1 intact\n"
    farm.write_text(farm.read_text().replace("cat", "rat"))
    assert main(["verify", str(file), "-s", str(farm)]) == 1


def test_a_line_without_a_passage_is_no_pin(pins, pinned):
    path = PinCollection("work").path
    line = json.loads(path.read_bytes())
    line["answer"]["passages"] = []
    path.write_bytes(path.read_bytes() + json.dumps(line).encode() + b"\n")
    assert pins() == (0, "work: 1 passage\n", "")
    assert pins("work")[0] == 0


@pytest.mark.parametrize("date", ["2021-13", "foo-bar", "2021-05-04-03"])
def test_a_date_that_is_none_is_left_out(pins, pinned, date):
    path = PinCollection("work").path
    line = json.loads(path.read_bytes())
    line["answer"]["passages"][0]["citation"]["about"] = {"authors": ["K. Holm"], "date": date}
    path.write_bytes(json.dumps(line).encode() + b"\n")
    code, out, err = pins("work")
    assert (code, err) == (0, "")
    assert "K. Holm" in out
    assert date not in out


def test_json_gives_the_records(pins, pinned):
    assert json.loads(pins("work", "--json")[1])["note"] == "Look here."
    assert json.loads(pins("--json")[1])["collections"] == [{"name": "work", "pins": 1}]


def test_an_unknown_name_names_those_that_there_are(pins, pinned):
    code, _, err = pins("wrok")
    assert (code, err) == (2, "quoth: no collection is named 'wrok'; there are: work\n")


def test_a_file_without_a_collection_is_asked_for_one(pins, pinned):
    assert pins("-o", "x.md")[0] == 2
