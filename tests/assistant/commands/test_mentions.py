"""``quoth ask --all``, ``--format`` and ``--cite``: whole outputs, over two small files."""

import json

import docx
import pytest

from assistant.commands.cli import main


@pytest.fixture
def quoth(tmp_path, monkeypatch, capfd):
    """Run the program where two files lie; return the exit code, stdout and stderr."""
    (tmp_path / "mill.md").write_text("# Fees\n\nA fee is due in May, and no other fees are.\n")
    (tmp_path / "ferry.txt").write_text("The ferry has no fee.\n")
    monkeypatch.chdir(tmp_path)

    def run(*arguments, quiet=True):
        shared = ("--index", str(tmp_path.parent / f"{tmp_path.name}-index"), "-s", ".")
        code = main(["ask", *shared, *["--quiet"] * quiet, *arguments])
        return (code, *capfd.readouterr())

    return run


class TestAllMentions:
    def test_are_printed_by_document(self, quoth):
        told = (
            "fee: 4 mentions in 2 documents\n\n"
            "ferry (1 mention)\n"
            "    The ferry has no »fee«.\n"
            "    — ferry · ferry.txt:1 [17, 20)\n\n"
            "Fees (3 mentions)\n"
            "    # »Fees«\n"
            "    — Fees · mill.md:1 [2, 6)\n"
            "    A »fee« is due in May, and no other fees are.\n"
            "    — Fees · mill.md:3 [10, 13)\n"
            "    A fee is due in May, and no other »fees« are.\n"
            "    — Fees · mill.md:3 [42, 46)\n"
        )
        assert quoth("--all", "fee") == (0, told, "")

    def test_are_a_record(self, quoth):
        code, out, _ = quoth("--all", '"fees"', "--json")
        record = json.loads(out)
        assert (code, record["schema"], record["count"]) == (0, "quoth.mentions/1", 2)
        [document] = record["documents"]
        assert [each["text"] for each in document["mentions"]] == ["Fees", "fees"]
        assert document["mentions"][1]["citation"]["start"] == 42

    def test_are_lines_for_an_editor(self, quoth):
        assert quoth("--all", "fee", "--format", "vimgrep")[1] == (
            "ferry.txt:1:18:fee\nmill.md:1:3:Fees\nmill.md:3:3:fee\nmill.md:3:35:fees\n"
        )

    def test_are_looked_for_where_it_is_said(self, quoth, tmp_path):
        text = "# Toll\n\nThe fee is low.\n\n## Hours\n\nFee payers come at nine.\n"
        (tmp_path / "toll.md").write_text(text)
        lines = ("--all", "fee", "--format", "vimgrep")
        assert quoth(*lines, "--section", "hours")[1] == "toll.md:7:1:Fee\n"
        assert quoth(*lines, "--document", "ferry.txt")[1] == "ferry.txt:1:18:fee\n"

    def test_in_files_without_lines_are_no_lines_for_an_editor(self, quoth, tmp_path):
        letter = docx.Document()
        letter.add_paragraph("The fee is 900 crowns.")
        letter.save(tmp_path / "letter.docx")
        lines = ("--all", "fee", "--format", "vimgrep", "--document", "[fl]*")
        assert quoth(*lines) == (0, "ferry.txt:1:18:fee\n", "")
        assert quoth(*lines, quiet=False) == (
            0,
            "ferry.txt:1:18:fee\n",
            "quoth: 1 more place in files without lines, where editors cannot jump: letter.docx\n",
        )

    def test_are_of_the_newest_document_first_where_that_is_asked_for(self, quoth, tmp_path):
        (tmp_path / "sale.md").write_text("---\ndate: 2021-05-04\n---\n# A fee\n\nNo more.\n")
        told = quoth("--all", "fee", "--newest", "--format", "vimgrep")[1]
        assert told.split("\n")[:2] == ["sale.md:4:5:fee", "ferry.txt:1:18:fee"]

    def test_none_is_a_plain_no(self, quoth):
        assert quoth("--all", "zebra") == (1, "The documents do not mention it.\n", "")
        assert quoth("--all", "zebra", "--format", "vimgrep") == (1, "", "")

    def test_of_bytes_that_are_no_text_are_refused(self, quoth):
        assert quoth("--all", "pi\udcffer")[::2] == (2, "quoth: --all: the text is not UTF-8\n")

    def test_ask_nothing(self, quoth):
        assert quoth("--all", "fee", "Who?") == (
            2,
            "",
            "quoth: --all looks for words, and asks nothing; leave the question and --each out\n",
        )


class TestAnAnswer:
    def test_is_lines_for_an_editor(self, quoth):
        code, out, _ = quoth("When is the fee due?", "-k", "1", "--format", "vimgrep")
        assert (code, out) == (0, "mill.md:3:14:in May\n")

    def test_is_entries_for_programs_that_manage_references(self, quoth):
        code, out, _ = quoth("When is the fee due?", "-k", "1", "--cite", "ris")
        assert code == 0
        assert out.startswith("TY  - GEN\nID  - mill-md\nTI  - Fees\n")

    def test_is_nothing_at_all_where_the_documents_do_not_say(self, quoth):
        for form in (("--format", "vimgrep"), ("--cite", "csl")):
            assert quoth("Who painted Guernica?", *form) == (1, "", "")
