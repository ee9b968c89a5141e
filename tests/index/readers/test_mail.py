"""Mail, written by the standard library."""

import io
import time
from email.message import EmailMessage

import docx
import pytest

from index.documents import BlockKind
from index.errors import SourceError
from index.readers.formats import ending, format_of, lines, read
from index.readers.mail import mailbox as mailbox_reader
from index.readers.mail import message as message_reader
from index.readers.mail.message import headed, header
from index.sources.scanning import scan
from tests.index.readers.blocks_of import blocks, document


def message(text="Dear board,\n\nThe mill burned down in 1911.\n\nK. Holm\n", **headers):
    made = EmailMessage()
    made["From"], made["To"] = "Kim Holm <holm@example.org>", "board@example.org"
    made["Subject"], made["Date"] = "The mill", "Tue, 04 May 2021 09:30:00 +0200"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


ENVELOPE = "From: Kim Holm <holm@example.org>\nTo: board@example.org\nDate: 4 May 2021, 09:30"


class TestAMessage:
    def test_is_its_subject_who_wrote_and_what(self):
        found = document(message().as_bytes(), "a.eml")
        assert found.title == "The mill"
        assert blocks(found) == [
            "# The mill",
            ENVELOPE,
            "Dear board,",
            "The mill burned down in 1911.",
            "K. Holm",
        ]

    def test_has_each_of_its_headers_read_once(self, monkeypatch):
        asked = []
        monkeypatch.setattr(
            message_reader, "header", lambda of, name: asked.append(name) or header(of, name)
        )
        read(message(Cc="Per <per@example.org>").as_bytes(), ".eml", "a.eml")
        assert [asked.count(name) for name in ("From", "To", "Cc", "Date")] == [1, 1, 1, 1]

    def test_that_quotes_another_tells_it_from_what_was_written(self):
        reply = "It is on Thursday.\n\nOn Monday Per wrote:\n> Is it on Tuesday?\n"
        found = document(message(reply).as_bytes(), "a.eml")
        [quoted] = [block for block in found.blocks if block.kind is BlockKind.QUOTED]
        assert found.text[quoted.start : quoted.end] == "> Is it on Tuesday?"
        assert quoted.label == "Quoted reply: On Monday Per wrote"

    def test_of_two_forms_the_plain_one_is_read(self):
        made = message()
        made.add_alternative("<p>Pay <b>now</b>!</p>", subtype="html")
        assert "Pay" not in document(made.as_bytes(), "a.eml").text

    def test_that_is_a_web_page_is_read_as_one(self):
        made = EmailMessage()
        made["Subject"] = "Bread"
        made.set_content("<h2>Prices</h2><p>It rose.</p><script>x()</script>", subtype="html")
        assert blocks(document(made.as_bytes(), "a.eml")) == ["# Bread", "## Prices", "It rose."]

    def test_what_is_attached_stands_below_its_name(self):
        letter, data = docx.Document(), io.BytesIO()
        letter.add_paragraph("The fee is 900 crowns.")
        letter.save(data)
        made = message()
        word = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        made.add_attachment(data.getvalue(), "application", word, filename="fee.docx")
        assert blocks(document(made.as_bytes(), "a.eml"))[-2:] == [
            "# Attached: fee.docx",
            "The fee is 900 crowns.",
        ]

    def test_what_is_attached_and_damaged_is_a_problem_and_other_kinds_are_left_out(self):
        made = message()
        made.add_attachment(b"\x89PNG", "image", "png", filename="mill.png")
        made.add_attachment(b"broken", "application", "pdf", filename="plan.pdf")
        reading = read(made.as_bytes(), ".eml", "a.eml")
        [problem] = reading.problems
        assert problem.startswith("attached plan.pdf: ")
        assert reading.left_out == ("mill.png",)

    @pytest.mark.parametrize(
        "data",
        [
            b"Subject: =?utf-8?q?M=C3=BChle?=\nFrom: <<\nDate: never\n\nIt burned.",
            b"Subject: M\xfchle\nContent-Type: text/plain; charset=none\n\nIt burned.",
            b"Subject: Mill\nContent-Type: multipart/mixed\n\nIt burned.",
            b"Subject: Mill\nDate: Tue, 04 May 99999999999999999999 09:30\n\nIt burned.",
            b'Subject: Mill\nContent-Type: text/plain; charset="a\0b"\n\nIt burned.',
        ],
        ids=["sender", "charset", "parts", "date", "name of a charset"],
    )
    def test_with_mistakes_in_it_is_read_all_the_same(self, data):
        assert "It burned." in document(data, "a.eml").text

    def test_that_nests_without_end_is_refused(self):
        parts = (
            f"Content-Type: multipart/mixed; boundary=a{n}\n\n--a{n}\n".encode()
            for n in range(3_000)
        )
        with pytest.raises(SourceError, match="parts within parts"):
            document(b"".join(parts), "a.eml")

    def test_what_is_none_is_refused(self):
        with pytest.raises(SourceError, match="is no message"):
            document(b"A letter of no form.", "a.eml")


def kinds(text, **headers):
    """Return what was written, block by block, each with what it is to a reader."""
    found = document(message(text, **headers).as_bytes(), "a.eml")
    envelope = next(i for i, b in enumerate(found.blocks) if b.kind is BlockKind.BODY)
    return [
        (block.kind.value, found.text[block.start : block.end])
        for block in found.blocks[envelope + 1 :]
        if block.kind is not BlockKind.METADATA
    ]


@pytest.mark.parametrize("behind", ["x", "original message" + " " * 20_000 + "x"])
def test_a_rule_with_a_long_gap_behind_takes_no_time(behind):
    data = b"Subject: Re: x\nFrom: a@b.c\n\n--" + b" " * 20_000 + behind.encode() + b"\n"
    began = time.process_time()
    document(data, "a.eml")
    assert time.process_time() - began < 1


class TestAMaildir:
    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("Maildir/cur/1620126000.M1P2.host:2,RS", ".eml"),
            ("new/1620126000.12_1.host.example.org", ".eml"),
            ("1620126000.M1P2.host!2,", ".eml"),
            ("tmp/1620126000.12_1.host", ".host"),
            ("new/notes.txt", ".txt"),
            ("new/plan.2021", ".2021"),
            ("new/20240101120000.budget.final.txt", ".txt"),
            ("new/1712345678.12_1.notes.txt.gz", ".gz"),
            ("new/1712345678.final.dat", ".dat"),
            ("cur/1712345678.M1P2.host.example.org", ".eml"),
            ("new/1712345678.final.org", ".org"),
        ],
    )
    def test_has_messages_that_are_known_by_their_names(self, name, found):
        assert ending(name) == found

    def test_has_a_document_of_each_message(self, shelf):
        names = (
            "cur/1620126000.M1P2.host:2,S",
            "tmp/1620126001.M1P2.host",
            "new/1620126002.M1P2.host",
        )
        for name in names:
            path = shelf.folder / "Mail" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Subject: The roof\nFrom: Ann <a@b.c>\n\nIt costs 900.\n")
        library = shelf.refresh()
        assert [(d.id, d.title) for d in library.documents.values()] == [
            ("Mail/cur/1620126000.M1P2.host:2,S", "The roof"),
            ("Mail/new/1620126002.M1P2.host", "The roof"),
        ]
        found = scan([shelf.folder / "Mail/new", shelf.folder / "Mail/new/1620126002.M1P2.host"])
        assert [file.name for file in found.files] == ["1620126002.M1P2.host"]

    def test_has_messages_without_a_text(self):
        [document] = read(b"Subject: The roof\nFrom: Ann <a@b.c>\n\n", ".eml", "a.eml").documents
        assert document.title == "The roof"


class TestTheEndingOfAMessage:
    @pytest.mark.parametrize(
        "ending",
        [
            "Kim",
            "K. Holm",
            "Best wishes,\n\nKim",
            "Kind regards\nLeni",
            "Leni",
            "Anna-Lena",
            "- Kim",
            "Thank you!",
        ],
    )
    def test_a_farewell_and_the_name_of_who_signs_are_furniture(self, ending):
        found = kinds(f"It burned down.\n\nCan you send the plan?\n\n{ending}\n")
        assert found[:2] == [("body", "It burned down."), ("body", "Can you send the plan?")]
        assert {kind for kind, _ in found[2:]} == {"furniture"}

    def test_the_full_name_of_somebody_else_is_what_the_message_says(self):
        assert kinds("The winner of the prize is known.\n\nKarin Berg\n")[-1][0] != "furniture"

    @pytest.mark.parametrize(
        "text",
        [
            "Hi Per,\n\nOn Thursday\n",
            "It burned down.\n\ntwo rafters\n",
            "It burned down.\n\nTel 0555 0142\n",
            "It burned down.\n\nBring the plan of the house and all keys\n",
            "Kim\n",
        ],
        ids=["a short answer", "no name", "a number", "a long line", "nothing else"],
    )
    def test_what_says_something_is_none(self, text):
        assert "furniture" not in [kind for kind, _ in kinds(text)]

    def test_what_stands_below_two_dashes_is_one_body_under_its_own_name(self):
        text = "It burned down.\n\nKim\n\n-- \nKim Holm\nMiller\nTel 0555 0142\n"
        found = document(message(text).as_bytes(), "a.eml")
        assert kinds(text)[-1] == ("body", "Kim Holm\nMiller\nTel 0555 0142")
        assert found.blocks[-1].label == "Signature"

    def test_a_question_and_a_name_are_no_headings(self):
        text = "It burned.\n\nWho was there?\n\nKim Holm\n\nOn Monday Per wrote:\n> It stood.\n> \n> Per\n"
        assert kinds(text) == [
            ("body", "It burned."),
            ("body", "Who was there?"),
            ("furniture", "Kim Holm"),
            ("furniture", "On Monday Per wrote:"),
            ("quoted", "> It stood."),
            ("furniture", "> Per"),
        ]

    def test_a_signature_that_is_quoted_ends_where_an_earlier_reply_begins(self):
        text = (
            "Yes.\n\nOn 4 May 2021 Per wrote:\n> It stood.\n>\n> -- \n> Per Berg\n> Miller\n>\n"
            "> On 3 May 2021 Liv wrote:\n>> Did it stand?\n>> -- \n>> Liv\n"
        )
        found = document(message(text).as_bytes(), "a.eml")
        labels = {found.text[b.start : b.end]: b.label for b in found.blocks if b.label}
        assert labels == {
            "The mill": "The mill",
            "> It stood.": "Quoted reply: On 4 May 2021 Per wrote",
            "> Per Berg\n> Miller": "Signature",
            ">> Did it stand?": "Quoted reply: On 3 May 2021 Liv wrote",
            ">> Liv": "Signature",
        }
        assert not any("Liv wrote" in said for _, said in kinds(text))


class TestEarlierMailBelowAReply:
    HEADER = "From: Per Berg\nSent: 3 May 2021 08:00\nTo: Kim Holm\nSubject: The mill"

    @pytest.mark.parametrize(
        "lead",
        [HEADER, f"-----Original Message-----\n{HEADER}", "-----Original Message-----"],
        ids=["its header", "a line and its header", "a line"],
    )
    def test_is_quoted_from_where_it_begins(self, lead):
        text = f"It is on Thursday.\n\nKim\n\n{lead}\n\nIs it on Tuesday?\n\nPer\n"
        found = kinds(text, Subject="Re: The mill")
        assert found[:2] == [("body", "It is on Thursday."), ("furniture", "Kim")]
        assert ("quoted", "Is it on Tuesday?") in found
        assert not {kind for kind, _ in found[2:]} & {"body", "heading"}

    def test_is_quoted_in_a_web_page_behind_the_line_that_says_who_wrote_it(self):
        made = message()
        del made["Subject"]
        made["Subject"] = "AW: The mill"
        made.set_content(
            "<p>It is on Thursday.</p><p>On 3 May 2021 Per wrote:</p><blockquote>Is it?</blockquote>",
            subtype="html",
        )
        found = document(made.as_bytes(), "a.eml")
        last = found.blocks[-1]
        assert (last.kind, last.label) == (
            BlockKind.QUOTED,
            "Quoted reply: On 3 May 2021 Per wrote",
        )

    def test_is_a_reply_of_its_own_wherever_another_begins(self):
        earlier = "-----Original Message-----\n" + self.HEADER.replace("Per Berg", "Liv Dahl")
        text = (
            f"It is.\n\n{self.HEADER}\n\nIs it on Tuesday?\n\n{earlier}\n\nWhen is it?\n\n"
            "On 1 May 2021 Bo wrote:\n\nMeet us at noon.\n"
        )
        found = document(message(text, Subject="Re: The mill").as_bytes(), "a.eml")
        labels = {found.text[b.start : b.end]: b.label for b in found.blocks}
        assert labels["Is it on Tuesday?"] == "Quoted reply: Per Berg"
        assert labels["When is it?"] == "Quoted reply: Liv Dahl"
        assert labels["Meet us at noon."] == "Quoted reply: On 1 May 2021 Bo wrote"

    def test_is_what_was_written_where_it_is_forwarded(self):
        text = f"See below.\n\n{self.HEADER}\n\nIt is on Tuesday.\n"
        assert ("body", "It is on Tuesday.") in kinds(text, Subject="Fwd: The mill")


class TestTheHeader:
    def test_has_a_line_for_each_of_its_fields_wherever_it_is_shown(self):
        long = "It burned down when the wind turned, and nobody was there who could have\nhelped."
        made = message(f"{long}\n\n{long}\n")
        del made["From"]
        made["From"] = "Kim Maria Holm <kim.maria.holm@company.example.org>"
        found = document(made.as_bytes(), "a.eml")
        shown = lines(found.text, "a.eml")
        assert (
            "Kim Maria Holm <kim.maria.holm@company.example.org>\nTo: board@example.org\n" in shown
        )

    def test_is_shown_with_every_sign_of_a_line_that_was_wrapped(self):
        text = (
            "a long enough line of a text that was wrapped where it says that 5 >\n4 > 3 and more"
        )
        assert lines(text, "a.txt") == text.replace("\n", " ")


def forbidden(data):
    raise AssertionError(data)


def mailbox(*messages):
    return b"\n".join(b"From - Tue May  4 09:30:00 2021\n" + each.as_bytes() for each in messages)


class TestAMailbox:
    def test_is_a_document_a_message(self):
        data = mailbox(
            message(Message_ID="<1@example.org>"), message("No.\n", Message_ID="<2@example.org>")
        )
        found = read(data, ".mbox", "a.mbox").documents
        assert [each.id for each in found] == ["a.mbox/<1@example.org>", "a.mbox/<2@example.org>"]
        lines = data.splitlines()
        assert all(lines[each.line - 1].startswith(b"From -") for each in found)

    def test_is_opened_at_the_line_of_a_message(self):
        data = mailbox(message(Message_ID="<1@x.org>"), message(Message_ID="<2@x.org>"))
        second = read(data, ".mbox", "a.mbox").documents[1]
        assert format_of("a.mbox").line(data, "<2@x.org>", len) == second.line

    def test_lines_of_all_messages_are_found_without_their_bodies_and_once(self, monkeypatch):
        sent = [message("word " * 2_000, Message_ID=f"<{n}@x.org>") for n in range(100)]
        data = mailbox(*sent, message(), message())
        found = read(data, ".mbox", "a.mbox").documents
        monkeypatch.setattr(mailbox_reader, "parsed", forbidden)
        asked = []
        monkeypatch.setattr(
            mailbox_reader, "headed", lambda head: asked.append(head) or headed(head)
        )
        line = format_of("a.mbox").line
        lines = [
            line(bytes(bytearray(data)), each.id.removeprefix("a.mbox/"), len) for each in found
        ]
        assert lines == [each.line for each in found]
        assert len(asked) == len(found)

    def test_whose_headers_end_in_any_way_gives_each_message_its_id(self):
        data = b"".join(
            b"From - Tue May  4 09:30:00 2021\n" + each
            for each in (
                b"Message-ID: <1@x>\r\n\r\nOne.\r\n",
                b"Message-ID: <2@x>\nno header\nMessage-ID: <3@x>\n\nTwo.\n",
                b"\nMessage-ID: <4@x>\n",
            )
        )
        found = read(data, ".mbox", "a").documents
        assert [each.id for each in found] == ["a/<1@x>", "a/<2@x>", "a/<message>"]

    def test_messages_without_an_id_have_one_each(self):
        found = read(mailbox(message(), message()), ".mbox", "a.mbox").documents
        assert len({each.id for each in found}) == 2

    def test_a_line_that_was_quoted_is_as_it_was_written(self):
        text = mailbox(message("Read on:\n\n>From the mill nothing is left.\n"))
        [found] = read(text, ".mbox", "a.mbox").documents
        assert "\nFrom the mill nothing is left." in found.text

    def test_a_sentence_that_begins_with_from_begins_no_message(self):
        data = mailbox(message("Hello,\n\nFrom 1 March the library opens at ten.\n\nSamir\n"))
        [found] = read(data, ".mbox", "a.mbox").documents
        assert "From 1 March the library opens at ten.\n\nSamir" in found.text

    def test_without_a_message_is_refused(self):
        with pytest.raises(SourceError, match="holds no message"):
            read(b"nothing\n", ".mbox", "a.mbox")
