"""Mailboxes and archives: files of many documents, from the disk to a citation and an editor."""

import mailbox
import zipfile

import pytest

from assistant.citations.pointing import original_of
from assistant.engine import Assistant
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record, turn_of
from assistant.rendering.turns import source
from tests.index.readers.test_mail import message


@pytest.fixture
def library(shelf):
    shelf.write(roof="The roof was mended.")
    box = mailbox.mbox(shelf.folder / "in.mbox")
    for number, text in enumerate(("The roof leaks.", "The roof costs 900 crowns.")):
        box.add(message(text, Message_ID=f"<{number}@example.org>"))
    box.flush()
    with zipfile.ZipFile(shelf.folder / "old.zip", "w") as archive:
        archive.writestr("notes/a.md", "# Tiles\n\nThe tiles are red.\n")
        archive.writestr("b.jsonl", '{"_id": "b1", "text": "The gutter is green."}\n')
    return shelf.refresh()


IDS = [
    "in.mbox/<0@example.org>",
    "in.mbox/<1@example.org>",
    "old.zip/notes/a.md",
    "old.zip/b.jsonl/b1",
    "roof.txt",
]


def test_each_document_has_an_id_below_its_file(library):
    assert list(library.documents) == IDS
    assert library.text("old.zip/notes/a.md") == "# Tiles\n\nThe tiles are red.\n"


@pytest.mark.parametrize(
    ("question", "link"),
    [
        ("What costs 900 crowns?", "in.mbox:"),
        ("Which tiles?", "old.zip/notes/a.md:3"),
        ("Which gutter?", None),
    ],
)
def test_an_answer_cites_it(library, question, link):
    cited = Assistant(library).ask(question).answer.passages[0].citation
    assert cited.intact
    assert (cited.link or "").startswith(link or "")
    assert bool(cited.link) is bool(link)


def test_a_message_is_opened_at_its_line(library, shelf):
    name = "in.mbox/<1@example.org>"
    original = original_of(library.documents[name], library.text(name))
    lines = (shelf.folder / "in.mbox").read_text().split("\n")
    assert lines[original.place(0, 4).line - 1].startswith("From ")
    assert original.link(0, 4) == f"in.mbox:{original.place(0, 4).line}"


def test_a_file_that_is_renamed_takes_its_documents_along(library, shelf):
    (shelf.folder / "old.zip").rename(shelf.folder / "new.zip")
    (shelf.folder / "in.mbox").rename(shelf.folder / "out.mbox")
    renamed = shelf.refresh()
    names = [name.replace("old.", "new.").replace("in.", "out.") for name in IDS]
    assert sorted(renamed.documents) == sorted(names)
    assert all(map(renamed.is_intact, renamed.documents))
    assert sorted(renamed.texts_now().by_id) == sorted(names)


def test_two_mailboxes_may_hold_the_same_message(library, shelf):
    data = (shelf.folder / "in.mbox").read_bytes()
    (shelf.folder / "archive.mbox").write_bytes(data)
    assert len(shelf.refresh().documents) == len(IDS) + 2


def test_a_row_of_a_sheet_is_cited_by_its_cells(shelf):
    shelf.folder.mkdir()
    (shelf.folder / "costs.csv").write_text("Part,Weight\nStone,900 kg\nWheel,1200 kg\n")
    turn = Assistant(shelf.refresh()).ask("Which wheel?")
    cited = turn.answer.passages[0].citation
    assert cited.cells == "A3:B3"
    assert source(cited) == "costs, A3:B3"
    record = answer_record(turn, IndexName("", ""))
    assert record.passages[0].citation.cells == "A3:B3"
    assert turn_of(record).answer.passages[0].citation == cited


def test_files_in_files_that_are_of_no_kind_are_counted_as_those_of_folders(shelf, library):
    (shelf.folder / "photo.xyz").write_bytes(b"x")
    with zipfile.ZipFile(shelf.folder / "old.zip", "a") as archive:
        archive.writestr("in/b.xyz", b"x")
    described = shelf.refresh().description
    assert (described.skipped, described.problems) == ({"unknown format": 2}, ())
    (shelf.folder / "old.zip").rename(shelf.folder / "new.zip")
    state = shelf.refresh().state()
    assert state.skipped == {"unknown format": 2}
    assert [each.name for each in state.passed_over] == ["photo.xyz", "new.zip/in/b.xyz"]
