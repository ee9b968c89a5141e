"""Archives, packed by the standard library, and such as nobody should pack."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile

import docx
import pytest

from index.errors import SourceError
from index.readers.format import Format
from index.readers.formats import FORMATS, ending, format_of, read
from index.readers.packed import reader
from tests.index.readers.test_mail import message

NOTES = b"# The mill\n\nIt burned down in 1911.\n"


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(mode="w", **files):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:
        for name, content in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return data.getvalue()


def letter():
    made, data = docx.Document(), io.BytesIO()
    made.add_paragraph("The fee is 900 crowns.")
    made.core_properties.author = "Kim Holm"
    made.save(data)
    return data.getvalue()


def ids(reading):
    return [document.id for document in reading.documents]


class TestAnArchive:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.zip", zipped(**{"notes.md": NOTES, "in/letter.docx": letter()})),
            ("a.tar", tarred(**{"notes.md": NOTES, "./in/letter.docx": letter()})),
            ("a.tar.gz", tarred("w:gz", **{"notes.md": NOTES, "in/letter.docx": letter()})),
            ("a.tgz", tarred("w:gz", **{"notes.md": NOTES, "in/letter.docx": letter()})),
            ("a.tar.bz2", tarred("w:bz2", **{"notes.md": NOTES, "in/letter.docx": letter()})),
            ("A.TAR.XZ", tarred("w:xz", **{"notes.md": NOTES, "in/letter.docx": letter()})),
        ],
        ids=["zip", "tar", "gz", "tgz", "bz2", "xz"],
    )
    def test_holds_documents_as_a_folder_does(self, name, data):
        reading = read(data, ending(name), f"box/{name}")
        assert ids(reading) == [f"box/{name}/notes.md", f"box/{name}/in/letter.docx"]
        assert reading.problems == ()
        first, second = reading.documents
        assert (first.title, second.text) == ("The mill", "The fee is 900 crowns.\n")
        assert second.metadata.authors == ("Kim Holm",)

    def test_hides_what_a_folder_hides_and_names_what_is_of_no_kind(self):
        data = zipped(
            **{
                "a.txt": b"A.",
                ".b.txt": b"B.",
                "__MACOSX/a.txt": b"?",
                "c.png": b"C",
                "~$d.docx": b"",
            }
        )
        reading = read(data, ".zip", "a.zip")
        assert ids(reading) == ["a.zip/a.txt"]
        assert (reading.problems, reading.left_out) == ((), ("c.png",))

    def test_within_an_archive_is_read_and_one_within_that_is_not(self):
        inner = zipped(**{"c.txt": b"C.", "d.zip": zipped(**{"e.txt": b"E."})})
        reading = read(zipped(**{"a.txt": b"A.", "b.zip": inner}), ".zip", "x.zip")
        assert ids(reading) == ["x.zip/a.txt", "x.zip/b.zip/c.txt"]
        assert reading.problems == (
            "b.zip: d.zip: is an archive within an archive within an archive; left out",
        )

    def test_of_a_mailbox_holds_its_messages(self):
        box = b"From x Mon May 3 09:00:00 2021\n" + message(Message_ID="<1@x>").as_bytes()
        assert ids(read(zipped(**{"in.mbox": box}), ".zip", "a.zip")) == ["a.zip/in.mbox/<1@x>"]

    def test_of_lines_of_json_cites_each_below_its_file(self):
        lines = b'{"_id": "1", "text": "One."}\n'
        inner = zipped(**{"b.jsonl": lines})
        reading = read(
            zipped(**{"a.jsonl": lines, "c.jsonl": lines, "in.zip": inner}), ".zip", "x.zip"
        )
        assert ids(reading) == ["x.zip/a.jsonl/1", "x.zip/c.jsonl/1", "x.zip/in.zip/b.jsonl/1"]
        assert reading.problems == ()

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_of_two_files_of_one_name_holds_the_first_and_names_the_other(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name, content in (("a.txt", "First."), ("./a.txt", "Second."), ("a.txt", "Third.")):
                archive.writestr(name, content)
        reading = read(data.getvalue(), ".zip", "x.zip")
        assert [document.text for document in reading.documents] == ["First."]
        assert reading.problems == (
            "./a.txt: 'x.zip/a.txt' is there already; left out",
            "a.txt: 'x.zip/a.txt' is there already; left out",
        )

    def test_that_is_attached_to_a_message_is_a_part_of_it(self):
        sent = message()
        sent.add_attachment(
            zipped(**{"notes.md": NOTES}), maintype="application", subtype="zip", filename="a.zip"
        )
        [found] = read(sent.as_bytes(), ".eml", "a.eml").documents
        assert [block.label for block in found.blocks if block.label][1:] == [
            "Attached: a.zip", "a.zip/notes.md", "The mill"
        ]  # fmt: skip


class TestWhatIsRefusedByName:
    @pytest.mark.parametrize(
        "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt"]
    )
    @pytest.mark.parametrize("pack", [zipped, tarred])
    def test_a_path_that_leads_out(self, name, pack):
        reading = read(pack(**{name: b"Out.", "in.txt": b"In."}), ".zip", "a.zip")
        assert ids(reading) == ["a.zip/in.txt"]
        [problem] = reading.problems
        assert problem.endswith(": its name leads out of the archive; left out")

    def test_a_link(self):
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w") as archive:
            link = tarfile.TarInfo("passwd.txt")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        with pytest.raises(SourceError, match="holds nothing to read"):
            read(data.getvalue(), ".tar", "a.tar")

    @pytest.mark.parametrize("pack", [zipped, tarred])
    def test_a_bomb(self, pack, monkeypatch):
        monkeypatch.setattr(reader, "MOST_BYTES", 2**20)
        reading = read(pack(**{"bomb.txt": b"a" * 2**21, "in.txt": b"In."}), ".zip", "a.zip")
        assert ids(reading) == ["a.zip/in.txt"]
        assert reading.problems == (
            "bomb.txt: unpacks to more than 1 MB, the most that is read; left out",
        )

    def test_many_files_that_are_a_bomb_together(self, monkeypatch):
        allowance = reader._Allowance
        monkeypatch.setattr(reader, "_Allowance", lambda: allowance(size=4))
        data = zipped(**{"a.txt": b"Aha.", "b.txt": b"Boo.", "c.txt": b"Coo."})
        reading = read(data, ".zip", "a.zip")
        assert ids(reading) == ["a.zip/a.txt"]
        [problem] = reading.problems
        assert problem.startswith("b.txt: is beyond the 512 MB that an archive may unpack")
        assert problem.endswith("; left out, with all that follow")

    @pytest.mark.parametrize("pack", [zipped, tarred])
    @pytest.mark.parametrize("spent", [{"members": 2}, {"passed": 5}, {"until": 0}])
    def test_files_of_no_kind_that_are_too_many_too_large_or_too_slow(
        self, pack, spent, monkeypatch
    ):
        allowance = reader._Allowance
        monkeypatch.setattr(reader, "_Allowance", lambda: allowance(**spent))
        data = pack(**{"a.txt": b"Aha.", "b.bin": b"B", "c.bin": b"C", "d.bin": b"D"})
        if "until" in spent:
            with pytest.raises(SourceError, match="could not be read within"):
                read(data, ".zip", "a.zip")
            return
        reading = read(data, ".zip", "a.zip")
        assert (ids(reading), reading.left_out) == (["a.zip/a.txt"], ("b.bin",))
        [problem] = reading.problems
        assert problem.startswith("c.bin: is beyond the ")

    def test_files_of_no_kind_beyond_the_first_hundreds_are_counted(self):
        data = zipped(**{"a.txt": b"Aha."}, **{f"{number:04}.bin": b"" for number in range(1_700)})
        reading = read(data, ".zip", "a.zip")
        assert (len(reading.left_out), reading.left_out[-1]) == (500, "0499.bin")
        assert reading.problems == (
            "further files of no kind that is read, which are not named: 1,200",
        )

    def test_a_file_without_a_name(self):
        data = zipped(**{"q": b"Out.", "in.txt": b"In."}).replace(b"q", b"\0")
        reading = read(data, ".zip", "a.zip")
        assert ids(reading) == ["a.zip/in.txt"]
        assert reading.problems == (": its name leads out of the archive; left out",)

    def test_a_file_that_is_damaged(self):
        data = bytearray(zipped(**{"a.txt": b"Anna " * 40, "b.txt": b"Boris."}))
        data[40] ^= 0xFF
        reading = read(bytes(data), ".zip", "a.zip")
        assert ids(reading) == ["a.zip/b.txt"]
        assert reading.problems == ("a.txt: is damaged in the archive; left out",)

    @pytest.mark.parametrize("fault", [RuntimeError, RecursionError, MemoryError, OverflowError])
    def test_a_file_at_which_its_reader_fails_in_any_way(self, fault, monkeypatch):
        def failing(data, name):
            raise fault

        monkeypatch.setitem(FORMATS, ".md", Format((".md",), failing))
        reading = read(zipped(**{"notes.md": NOTES, "b.txt": b"Boris."}), ".zip", "a.zip")
        assert ids(reading) == ["a.zip/b.txt"]
        assert reading.problems == (
            "notes.md: cannot be read; it is damaged or far too complex; left out",
        )

    def test_one_that_is_cut_off(self):
        whole = tarred(**{"a.txt": b"Anna.", "b.txt": b"Boris " * 400})
        reading = read(gzip.compress(whole)[:-30], ".tar.gz", "a.tar.gz")
        assert ids(reading) == ["a.tar.gz/a.txt"]
        assert len(reading.problems) >= 1

    @pytest.mark.parametrize(
        "data", [b"PK\x03\x04nothing", b"nothing", b""], ids=["zip", "text", "none"]
    )
    @pytest.mark.parametrize("suffix", [".zip", ".tar.gz"])
    def test_what_is_no_archive(self, data, suffix):
        with pytest.raises(SourceError, match="is damaged, or is no archive"):
            read(data, suffix, f"a{suffix}")


class TestAFilePackedAlone:
    @pytest.mark.parametrize(
        ("suffix", "packed"),
        [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)],
    )
    def test_is_one_document(self, suffix, packed):
        [document] = read(packed(NOTES), suffix, f"in/notes.md{suffix}").documents
        assert (document.id, document.title) == (f"in/notes.md{suffix}/notes.md", "The mill")
        assert document.text == NOTES.decode()

    def test_that_unpacks_to_too_much_is_left_out(self, monkeypatch):
        monkeypatch.setattr("index.readers.packed.members.MOST_BYTES", 2**10)
        monkeypatch.setattr(reader, "MOST_BYTES", 2**10)
        with pytest.raises(SourceError, match=r"unpacks to more than 0 MB, the most that is read"):
            read(gzip.compress(b" " * 2**20), ".gz", "a.txt.gz")

    @pytest.mark.parametrize("behind", [b"junk", b"\0" * 10 + b"junk"])
    @pytest.mark.parametrize(
        ("suffix", "packed"),
        [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)],
    )
    def test_with_bytes_behind_its_end_is_read(self, suffix, packed, behind):
        [document] = read(packed(NOTES) + behind, suffix, f"notes.md{suffix}").documents
        assert document.text == NOTES.decode()

    def test_of_several_parts_is_all_of_them(self):
        long = random.Random(1).randbytes(30_000).hex()
        data = b"\0\0".join(gzip.compress(each) for each in (NOTES, long.encode(), b" So."))
        [document] = read(data, ".gz", "notes.txt.gz").documents
        assert document.text.strip() == NOTES.decode() + long + " So."
        with pytest.raises(SourceError, match="is damaged"):
            read(gzip.compress(NOTES) + gzip.compress(NOTES)[:-12], ".gz", "a.txt.gz")

    def test_that_is_cut_off_is_refused(self):
        with pytest.raises(SourceError, match="is damaged"):
            read(gzip.compress(NOTES)[:-12], ".gz", "a.txt.gz")


class TestIds:
    def test_follow_a_file_that_is_renamed(self):
        known = format_of("a.zip")
        assert known.own_id("old.zip/a.txt", "old.zip", "new.zip") == "new.zip/a.txt"
        assert known.own_id("q1", "old.zip", "new.zip") == "q1"
        assert format_of("a.txt").own_id("old.txt", "old.txt", "new.txt") == "new.txt"
        assert format_of("a.jsonl").own_id("old.jsonl/1", "old.jsonl", "new.jsonl") == "old.jsonl/1"

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("a.tar.gz", ".tar.gz"),
            ("A.TAR", ".tar"),
            ("notes.TXT.gz", ".gz"),
            ("README.xz", ".xz"),
            ("a.gz", ""),
            ("a.bin.gz", ""),
        ],
    )
    def test_endings_of_two_parts_are_known(self, name, found):
        assert ending(name) == found
