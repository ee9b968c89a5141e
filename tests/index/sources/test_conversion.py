"""Conversion: a process of its own, within limits, whose end is no end of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import SourceError
from index.readers.formats import FORMATS, converter
from index.sources import conversion
from index.sources.conversion import Conversion, is_converted
from index.sources.files import read_collection, read_file

PAGE = "<title>The Page</title><h1>Mills</h1><p>They <b>stand</b>.</p><table><tr><td>a<td>b</table>"
DEEP = "<div>" * 100_000
"""Nested such that the parser takes minutes."""


def patched(function, code):
    """Return the program of a converter in which a function first runs some code."""
    lines = code.replace("\n", "\n    ")
    wrapper = (
        f"from index.sources import conversion\nreal = conversion.{function}\n"
        f"def wrapped(data, suffix, name):\n    {lines}\n    return real(data, suffix, name)\n"
        f"conversion.{function} = wrapped\n"
    )
    load, _, run = conversion._PROGRAM.partition("from index")
    return f"{load}\n{wrapper}from index{run}"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    return path


class TestConversion:
    def test_gives_the_documents_that_the_reader_gives(self, page):
        contents = Conversion(page, "docs/page.html").contents()
        reading = FORMATS[".html"].read(PAGE.encode(), "docs/page.html")
        assert contents.documents == reading.documents

    def test_names_the_file_before_each_problem(self, page):
        page.write_bytes(b"<meta charset=utf-8><p>Z\xfcrich")
        [problem] = read_file(page, "page.html").problems
        assert problem == f"{page}: is not utf-8 as it says, from byte 24 on"

    def test_reads_the_file_as_it_was_when_it_was_opened(self, page):
        started = Conversion(page, "page.html")
        other = page.with_name("other")
        other.write_text("<p>Another.")
        other.replace(page)
        assert "stand" in started.contents().documents[0].text

    def test_names_with_newlines_and_controls_are_names(self, tmp_path):
        path = tmp_path / "a\nb\x1b[31m.html"
        path.write_text("<p>x")
        assert read_file(path, path.name).documents[0].id == path.name

    def test_nothing_that_a_library_prints_gets_into_the_answer(self, page, monkeypatch):
        noisy = "import os; os.write(1, b'noise'); os.write(2, b'noise')"
        monkeypatch.setattr(conversion, "_PROGRAM", patched("read", noisy))
        assert read_file(page, "page.html").documents[0].title == "The Page"


class TestProcesses:
    @pytest.fixture
    def started(self, monkeypatch):
        """Return the list of the processes that are started."""
        processes = []
        start = subprocess.Popen

        def note(*arguments, **options):
            processes.append(start(*arguments, **options))
            return processes[-1]

        monkeypatch.setattr(subprocess, "Popen", note)
        return processes

    @pytest.fixture
    def folder(self, page):
        for number in range(20):
            page.with_name(f"{number:02}.html").write_text(f"<p>Page {number}.")
        return page.parent

    def test_files_of_a_folder_share_a_few(self, folder, started):
        found = read_collection([folder])
        assert [document.text for document in found.documents[:20]] == [
            f"Page {number}.\n" for number in range(20)
        ]
        assert len(started) <= max(os.cpu_count(), 2)
        assert all(process.returncode is not None for process in started)

    def test_large_files_wear_them_out(self, folder, started, monkeypatch):
        monkeypatch.setattr(conversion, "_MOST_SHARED", 30)
        assert len(read_collection([folder]).documents) == 21
        assert len(started) > 6

    @pytest.mark.parametrize("end", ["import os; os.abort()", "raise MemoryError"])
    def test_one_that_fails_after_other_files_is_replaced(self, folder, started, monkeypatch, end):
        """Only a process that got nothing before says that a file is to blame."""
        late = f"global served; served = globals().get('served', 0) + 1\nif served > 3: {end}"
        monkeypatch.setattr(conversion, "_PROGRAM", patched("read", late))
        found = read_collection([folder])
        assert (len(found.documents), found.problems) == (21, ())
        assert len(started) > 6

    def test_leaving_ends_those_that_were_started_ahead(self, page, started, monkeypatch):
        page.with_name("a.html").write_bytes(b"")
        page.with_name("a.txt").write_text("x")
        page.write_text(DEEP)
        monkeypatch.setattr(conversion, "MOST_SECONDS", 0)
        with pytest.raises(SourceError, match="cannot be converted within 0 seconds"):
            read_collection([page, page.with_name("a.txt")])
        assert [process.returncode is not None for process in started] == [True]


class TestLimits:
    def test_time(self, page, monkeypatch):
        monkeypatch.setattr(conversion, "MOST_SECONDS", 1)
        page.write_text(DEEP)
        with pytest.raises(SourceError, match=r"page\.html: cannot be converted within 1 seconds"):
            read_file(page, "page.html")

    def test_size(self, page, monkeypatch):
        monkeypatch.setattr(conversion, "MOST_BYTES", 2**20)
        page.write_text("<p>" + "x" * 2**21)
        with pytest.raises(SourceError, match=r"page\.html: has 2 MB; at most 1 are read"):
            read_file(page, "page.html")

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process surely")
    def test_memory(self, page, monkeypatch):
        greedy = patched("read", "bytearray(2**30)").replace(
            "serve()", "conversion.MOST_MEMORY = 2**29; serve()"
        )
        monkeypatch.setattr(conversion, "_PROGRAM", greedy)
        with pytest.raises(SourceError, match=r"page\.html: needs more than 2 GB of memory"):
            read_file(page, "page.html")

    def test_length_of_the_text(self, monkeypatch):
        monkeypatch.setattr(conversion, "MOST_CHARACTERS", 3)
        answer = conversion._converted(b"<p>Four", ".html", "x")
        assert answer == {"refused": "holds more than 3 characters"}


class TestEnds:
    def test_a_converter_that_dies_costs_its_file_alone(self, page, monkeypatch):
        dying = "import os\nif name == 'page.html': os.abort()"
        monkeypatch.setattr(conversion, "_PROGRAM", patched("read", dying))
        for name in ("a.html", "z.html"):
            page.with_name(name).write_text("<p>Well.")
        found = read_collection([page.parent])
        assert [document.id for document in found.documents] == ["a.html", "z.html"]
        assert found.problems == (f"{page}: cannot be converted; it is damaged or far too complex",)

    def test_a_file_that_vanished_is_named(self, page):
        page.unlink()
        with pytest.raises(SourceError, match=r"page\.html: cannot be read \(No such file"):
            read_file(page, "page.html")


class TestConverter:
    def test_texts_that_are_the_content_of_their_file_have_none(self):
        assert [converter(suffix) for suffix in (".txt", ".md", ".jsonl")] == [""] * 3
        assert not is_converted(Path("a.txt"))

    @pytest.mark.parametrize(
        ("suffix", "library"),
        [(".html", "selectolax"), (".htm", "selectolax"), (".pdf", "pypdfium2"), (".docx", "lxml")],
    )
    def test_others_name_a_library_with_its_version(self, suffix, library):
        assert converter(suffix).startswith(f"{library} ")
        assert converter(suffix).endswith(f", revision {FORMATS[suffix].revision}")
        assert is_converted(Path(f"A{suffix.upper()}"))

    def test_no_library_is_loaded_by_naming_it(self):
        code = (
            "import sys; from index.readers.formats import FORMATS, converter; "
            "[*map(converter, FORMATS)]; readers = {f'index.readers.{room}.reader' "
            "for room in ('docx', 'html', 'pdf')}; print({*readers, 'selectolax', 'pypdfium2', "
            "'lxml', 'charset_normalizer'} & {*sys.modules})"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
        )
        assert done.stdout == "set()\n"
