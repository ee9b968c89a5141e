import json

import pytest

from eval.program import cli

TEXT = "The mill was founded in 1817 by monks.\n\nThe ferry was founded in 1830 by nuns.\n"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "docs" / "deep" / "a.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    return path


@pytest.fixture
def draft(document, capsys):
    def run(*options):
        code = cli.main(["draft", str(document), *map(str, options)])
        return code, *capsys.readouterr()

    return run


class TestDraft:
    def test_gives_a_line_a_question(self, draft):
        code, out, err = draft()
        assert code == 0
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["draft-1", "draft-2"]
        assert err == "quoth-eval: drafted 2 questions; review them with: quoth-eval add\n"

    def test_writes_a_new_file_only(self, draft, tmp_path):
        output = tmp_path / "out.jsonl"
        assert draft("-o", output)[1] == ""
        written = output.read_bytes()
        code, _, err = draft("-o", output)
        assert (code, err.count("\n")) == (2, 1)
        assert "is there already; name another file" in err
        assert output.read_bytes() == written

    def test_at_most_so_many(self, draft):
        assert draft("-n", 1)[1].count("\n") == 1

    def test_a_document_has_the_id_that_it_has_in_the_sources(self, draft, document):
        _, out, _ = draft("-s", document.parent.parent)
        assert json.loads(out.splitlines()[0])["evidence"][0]["document"] == "deep/a.txt"

    def test_a_document_that_is_in_no_source_is_bad_input(self, draft, tmp_path):
        (tmp_path / "other.txt").write_text("Other text.")
        code, _, err = draft("-s", tmp_path / "other.txt")
        assert (code, err.count("\n")) == (2, 1)
        assert "is in none of the sources" in err

    def test_where_nothing_can_be_asked_it_says_so(self, draft, document):
        document.write_text("Nothing to see.")
        assert draft("--quiet") == (1, "", "")

    def test_is_never_measured_and_found_by_check(self, draft, document, tmp_path, capsys):
        output = tmp_path / "out.jsonl"
        draft("-o", output)
        assert cli.main([str(output), "-s", str(document)]) == 2
        assert "out.jsonl, line 1: the first of 2 drafts" in capsys.readouterr().err
        assert cli.main(["check", str(output), "-s", str(document)]) == 1

    @pytest.mark.parametrize("options", [["-n", "0"], ["x", "y"], ["-z"]])
    def test_bad_usage_is_one_line(self, draft, options):
        code, out, err = draft(*options)
        assert (code, out, err.count("\n")) == (2, "", 1)

    def test_a_missing_document_is_one_line(self, capsys):
        assert cli.main(["draft", "none.txt"]) == 2
        assert capsys.readouterr().err == "quoth-eval: none.txt: no such file or folder\n"
