"""Messages that Outlook saved are read as those that were sent."""

import struct

import pytest

from index.errors import SourceError
from index.readers.formats import read
from tests.index.readers.compound_file import compound_file

_TEXT, _BYTES, _TIME = 0x001F, 0x0102, 0x0040
_4_MAY_2021 = 132_646_122_000_000_000
"""14:30, in tenths of microseconds since 1601."""


def properties(header, told):
    """Return the streams of properties, by their numbers and kinds."""
    streams, table = {}, bytearray(header)
    for (number, kind), value in told.items():
        if kind == _TIME:
            table += struct.pack("<HHIQ", kind, number, 6, value)
            continue
        data = value.encode("utf-16-le", "surrogatepass") if kind == _TEXT else value
        table += struct.pack("<HHIII", kind, number, 6, len(data), 0)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": bytes(table), **streams}


def saved(body=None, html=None, attached=(), to=("The board", "board@example.org"), **headers):
    told = {
        (0x0037, _TEXT): "The roof",
        (0x0C1A, _TEXT): "Karin Holm",
        (0x0C1F, _TEXT): "kh@example.org",
    }
    told[0x0039, _TIME] = _4_MAY_2021
    if body is not None:
        told[0x1000, _TEXT] = body
    if html is not None:
        told[0x1013, _BYTES] = html
    if headers:
        told[0x007D, _TEXT] = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    folders = {
        "__recip_version1.0_#00000000": properties(
            bytes(8), {(0x3001, _TEXT): to[0], (0x39FE, _TEXT): to[1]}
        )
    }
    for number, (name, data) in enumerate(attached):
        folders[f"__attach_version1.0_#{number:08X}"] = properties(
            bytes(8), {(0x3707, _TEXT): name, (0x3701, _BYTES): data}
        )
    header = struct.pack("<8x4I8x", 1, len(attached), 1, len(attached))
    return compound_file({**properties(header, told), **folders})


def reading(data):
    return read(data, ".msg", "roof.msg")


class TestAMessage:
    def test_is_its_subject_who_wrote_to_whom_and_what(self):
        [document] = reading(saved("It costs 41,300 crowns.\r\n")).documents
        assert document.title == "The roof"
        assert "It costs 41,300 crowns." in document.text
        assert document.metadata.sender == "Karin Holm"
        assert document.metadata.recipients == ("The board",)
        assert document.metadata.date == "2021-05-04 14:30"

    def test_has_the_headers_that_it_was_sent_with(self):
        [document] = reading(
            saved("Yes.", From="Ann Lee <a@example.org>", To="Bo <b@example.org>")
        ).documents
        assert (document.metadata.sender, document.metadata.recipients) == ("Ann Lee", ("Bo",))

    def test_in_html_alone_is_read(self):
        [document] = reading(saved(html=b"<p>It costs <b>900</b> crowns.</p>")).documents
        assert "It costs 900 crowns." in document.text

    def test_has_what_is_attached(self):
        found = reading(
            saved("See below.", attached=[("plan.md", b"# Plan\n\nSlate."), ("a.bin", b"?")])
        )
        assert "Attached: plan.md" in found.documents[0].text
        assert "Slate." in found.documents[0].text
        assert found.left_out == ("a.bin",)

    def test_without_a_text_says_so(self):
        assert reading(saved()).problems == (
            "says nothing, or says it in RTF alone; its text is left out",
        )

    @pytest.mark.parametrize("address", ["/O=FIRMA/CN=MÜLLER", "info@müller.de"])
    def test_to_an_address_of_any_letters_is_read(self, address):
        [document] = reading(saved("Yes.", to=('Jörg "M" Müller', address))).documents
        assert "Yes." in document.text
        assert document.metadata.recipients == ('Jörg "M" Müller',)

    def test_to_somebody_without_an_address_has_no_empty_one(self):
        [document] = reading(saved("Yes.", to=("The board", ""))).documents
        assert 'To: "The board"\n' in document.text

    @pytest.mark.parametrize("headers", [{"From": "<@@>"}, {"To": '"'}])
    def test_whose_header_nobody_can_read_loses_that_header_alone(self, headers):
        [document] = reading(saved("Yes.", **headers)).documents
        assert document.title == "The roof"
        assert "Yes." in document.text

    def test_loses_a_letter_that_is_half_alone(self):
        [document] = reading(saved("It costs \ud83d 900 crowns.")).documents
        assert "It costs \ufffd 900 crowns." in document.text
        [document] = reading(saved("Yes.", Subject="The \ud83d mill")).documents
        assert (document.title, document.metadata.date) == ("The \ufffd mill", "2021-05-04 14:30")

    @pytest.mark.parametrize("data", [b"no", saved("Text.")[:700], compound_file({"a": b"b"})])
    def test_that_is_damaged_is_refused(self, data):
        with pytest.raises(SourceError, match="is damaged, or is no message of Outlook"):
            reading(data)
