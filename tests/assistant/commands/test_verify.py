import json

import pytest

from assistant.commands.cli import main


@pytest.fixture
def answers(tmp_path, scripted):
    """Two answers with three citations each, and between them an error record."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "a", "question": "Who?"}\n\n{"question": "What?"}\n')
    path = tmp_path / "answers.jsonl"
    main(["batch", str(questions), "-o", str(path), "--quiet"])
    return path


@pytest.fixture
def verify(answers, farm, capfd):
    """Verify the answers; return the exit code, stdout and stderr."""

    def run(*arguments, answers=answers, source=farm):
        code = main(["verify", str(answers), "-s", str(source), *arguments])
        return (code, *capfd.readouterr())

    return run


class TestVerify:
    def test_all_citations_hold(self, verify):
        summary = "6 citations: 6 intact; error records skipped: 1\n"
        assert verify() == (0, summary, "")

    def test_names_exactly_the_citations_that_changed(self, verify, farm):
        farm.write_text(farm.read_text().replace("dog", "fog"))
        code, out, err = verify()
        assert (code, err) == (1, "")
        assert out == (
            "line 1 (a): [2] farm.txt [28, 54): changed\n"
            "line 3: [2] farm.txt [28, 54): changed\n"
            "6 citations: 4 intact, 2 changed; error records skipped: 1\n"
        )

    def test_says_where_a_quote_has_moved(self, verify, farm):
        farm.write_text(farm.read_text().replace("The cow", "So: the cow\n\nThe cow"))
        code, out, _ = verify()
        assert code == 1
        assert out.splitlines()[0] == "line 1 (a): [3] farm.txt [56, 75): moved to [69, 88)"

    def test_says_that_a_document_is_gone(self, verify, farm, tmp_path):
        folder = tmp_path / "folder"
        folder.mkdir()
        farm.rename(folder / "renamed.txt")
        code, out, _ = verify(source=folder)
        assert code == 1
        assert out.splitlines()[0] == "line 1 (a): [1] farm.txt [0, 26): gone"
        assert out.splitlines()[-1] == "6 citations: 6 gone; error records skipped: 1"

    def test_gives_one_record_a_citation(self, verify, farm):
        farm.write_text("X" + farm.read_text())
        code, out, err = verify("--json")
        assert (code, err) == (1, "")
        found = [json.loads(line) for line in out.splitlines()]
        assert len(found) == 6
        assert found[0] == {
            "schema": "quoth.verdict/1",
            "line": 1,
            "id": "a",
            "marker": 1,
            "document": "farm.txt",
            "state": "moved",
            "start": 1,
            "end": 27,
        }

    def test_proves_the_citations_of_identical_passages_too(self, verify, answers):
        record = json.loads(answers.read_text().splitlines()[0])
        first = record["passages"][0]
        first["also"] = [{**first["citation"], "document": "copy.txt"}]
        answers.write_text(json.dumps(record) + "\n")
        assert verify() == (
            1,
            "line 1 (a): [1] copy.txt [0, 26): gone\n4 citations: 3 intact, 1 gone\n",
            "",
        )

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("", "blank"),
            ("{", "not JSON: Expecting property name enclosed in double quotes at column 2"),
            ('{"question": "Who?"}', "not an answer record"),
            ('{"schema": "quoth.answer/1"}', "an answer record without passages"),
            ('{"schema": "quoth.answer/1", "passages": [3]}', "passage 1 is not one of an answer record"),
        ],
    )  # fmt: skip
    def test_names_a_broken_line_and_goes_on(self, verify, answers, line, reason):
        answers.write_text(line + "\n" + answers.read_text())
        assert verify() == (
            1,
            "6 citations: 6 intact; error records skipped: 1; broken lines: 1\n",
            f"quoth: {answers}, line 1: {reason}\n",
        )

    @pytest.mark.parametrize(
        "forged", [{"start": -26, "end": -1}, {"start": 9, "end": 3}, {"start": "0"}]
    )
    def test_takes_no_forged_offsets(self, verify, answers, forged):
        record = json.loads(answers.read_text().splitlines()[0])
        record["passages"][0]["citation"] |= forged
        answers.write_text(json.dumps(record) + "\n")
        code, _, err = verify()
        assert (code, err) == (
            1,
            f"quoth: {answers}, line 1: passage 1 has a citation that is none\n",
        )

    def test_an_empty_file_proves_nothing(self, verify, answers):
        answers.write_bytes(b"")
        error = f"quoth: {answers}: holds no answer to prove; name a file that quoth batch wrote\n"
        assert verify() == (2, "", error)
        assert verify("--json") == (2, "", error)

    def test_a_file_without_any_answer_is_one_line(self, verify, answers):
        answers.write_text("# An article\n\nIt says “a thing”.\n{}\n")
        error = f"quoth: {answers}: holds no answer to prove; name a file that quoth batch wrote\n"
        assert verify() == (2, "", error)

    def test_a_first_line_that_is_none_is_told_of_where_an_answer_follows(self, verify, answers):
        answers.write_text("no\n" * 3 + answers.read_text())
        code, out, err = verify()
        assert (code, err.count("line ")) == (1, 3)
        assert "broken lines: 3" in out

    def test_missing_answers_or_documents_are_one_line(self, verify, tmp_path):
        code, out, err = verify(answers=tmp_path / "none")
        assert (code, out) == (2, "")
        assert err == f"quoth: {tmp_path}/none: cannot be read (No such file or directory)\n"
        code, out, err = verify(source=tmp_path / "gone.txt")
        assert (code, out, err.count("\n")) == (2, "", 1)
