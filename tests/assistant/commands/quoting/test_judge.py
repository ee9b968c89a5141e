import json

import pytest

from assistant.commands.cli import main

ANSWER = """\
The cat is at rest: “The cat sleeps.” (farm.txt)
The dog says “The dog barks. It is quiet.” and more.

> The cow eats … grass.
> — barn.txt

They say "a horse runs over the hill" too.
"""


@pytest.fixture
def answer(tmp_path):
    path = tmp_path / "answer.md"
    path.write_text(ANSWER, encoding="utf-8")
    return path


@pytest.fixture
def judge(farm, capfd, without_model, monkeypatch, tmp_path):
    """Judge a file by the farm, named as from its folder; return the exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(["judge", "-s", str(farm), "--quiet", "--no-reader", *arguments])
        return (code, *capfd.readouterr())

    return run


class TestJudge:
    def test_says_what_does_not_hold_and_why(self, judge, answer):
        assert judge("answer.md") == (
            1,
            (
                "answer.md:2: near: “The dog barks. It is quiet.”\n"
                "    nearly stands in farm.txt:3 [28, 53)\n"
                "    quoted as: quiet; the document says: loud\n"
                "answer.md:4: misattributed: “The cow eats … grass.”\n"
                "    said to be in barn.txt\n"
                "    stands in farm.txt:5 [56, 75)\n"
                "answer.md:7: not found: “a horse runs over the hill”\n"
                "4 quotations: 1 verbatim, 1 near, 1 misattributed, 1 not found\n"
            ),
            "",
        )

    def test_exits_with_0_where_every_quotation_is_verbatim(self, judge, tmp_path):
        (tmp_path / "good.md").write_text("He says “The cat sleeps” and “the dog barks”.")
        assert judge("good.md") == (0, "2 quotations: 2 verbatim\n", "")

    def test_prints_a_record_for_each(self, judge, answer):
        code, out, err = judge("answer.md", "--json")
        assert (code, err) == (1, "")
        records = [json.loads(line) for line in out.splitlines()]
        assert [record["verdict"] for record in records] == [
            "verbatim",
            "near",
            "misattributed",
            "not found",
        ]
        assert [record["line"] for record in records] == [1, 2, 4, 7]
        assert records[3] == {
            "schema": "quoth.judgement/1",
            "file": "answer.md",
            "line": 7,
            "kind": "quotation",
            "text": "a horse runs over the hill",
            "said": {"documents": [], "pages": []},
            "verdict": "not found",
            "holds": False,
            "match": "none",
            "count": 0,
            "places": [],
        }
        assert records[2]["places"][0]["left_out"] == [" "]

    def test_judges_all_texts_of_a_folder(self, judge, tmp_path):
        folder = tmp_path / "answers"
        (folder / ".hidden").mkdir(parents=True)
        (folder / "a.md").write_text("“The cat sleeps”")
        (folder / "b.txt").write_text("“The cat weeps”")
        (folder / ".hidden" / "c.md").write_text("“no such words”")
        code, out, _ = judge("answers")
        assert code == 1
        assert out.startswith("answers/b.txt:1: near: “The cat weeps”\n")
        assert out.endswith("2 quotations: 1 verbatim, 1 near\n")

    def test_reads_stdin(self, judge, monkeypatch):
        import io
        import sys

        data = io.TextIOWrapper(io.BytesIO("“The cat sleeps”".encode()))
        monkeypatch.setattr(sys, "stdin", data)
        assert judge("-")[:2] == (0, "1 quotation: 1 verbatim\n")

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            (
                "Nothing of note.",
                "answer.md: quotes nothing and cites nothing; there is no judging it",
            ),
            (b"\xff\xfe", "answer.md: is not UTF-8 (byte 1)"),
        ],
    )
    def test_refuses_what_cannot_be_judged_in_one_line(self, judge, tmp_path, text, error):
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "answer.md").write_bytes(data)
        assert judge("answer.md") == (2, "", f"quoth: {error}\n")

    def test_refuses_a_file_that_is_not_there_and_an_empty_folder(self, judge, tmp_path):
        assert judge("none.md") == (
            2,
            "",
            "quoth: none.md: cannot be read (No such file or directory)\n",
        )
        (tmp_path / "empty").mkdir()
        code, _, err = judge("empty")
        assert (code, err.count("\n")) == (2, 1)

    def test_finds_nothing_in_the_texts_that_are_judged(self, capfd, tmp_path, without_model):
        (tmp_path / "farm.txt").write_text("The cat sleeps. It is old.")
        (tmp_path / "answer.md").write_text(
            "It says “the moon is a big cheese” and “the cat sleeps”."
        )
        code = main(["judge", "-s", str(tmp_path), "--no-claims", str(tmp_path / "answer.md")])
        out, err = capfd.readouterr()
        assert code == 1
        assert out.endswith("2 quotations: 1 verbatim, 1 not found\n")
        said = "quoth: answer.md: is judged, and so no document that bears anything out\n"
        assert err.endswith(said)


class TestRecords:
    def test_are_judged_passage_by_passage(self, judge, farm, tmp_path, scripted):
        questions = tmp_path / "questions.jsonl"
        questions.write_text('{"question": "Who?"}\n')
        main(["batch", str(questions), "-o", str(tmp_path / "answers.jsonl"), "--quiet"])
        assert judge("answers.jsonl") == (0, "3 quotations: 3 verbatim\n", "")
        changed = (tmp_path / "answers.jsonl").read_text().replace("The dog", "The fog")
        (tmp_path / "answers.jsonl").write_text(changed)
        code, out, _ = judge("answers.jsonl")
        assert code == 1
        assert out.startswith("answers.jsonl:1: near: “The fog barks. It is loud.”\n")

    def test_that_are_none_are_named_by_their_line(self, judge, tmp_path):
        (tmp_path / "answers.jsonl").write_text("{}\n")
        error = "quoth: answers.jsonl, line 1: an answer record without passages\n"
        assert judge("answers.jsonl") == (2, "", error)


class TestClaims:
    def test_are_asked_of_the_documents(self, judge, tmp_path, scripted):
        (tmp_path / "claims.md").write_text(
            "The cat of the farm sleeps (farm.txt). There is helium in the barn (farm.txt). "
            "The cat of the barn sleeps (barn.txt)."
        )
        assert judge("claims.md") == (
            1,
            (
                "claims.md:1: claim, passages found: The cat of the farm sleeps.\n"
                "    found: farm.txt:1 [0, 26): The cat sleeps.\n"
                "claims.md:1: claim, not found: There is helium in the barn.\n"
                "    nothing found says this\n"
                "claims.md:1: claim, misattributed: The cat of the barn sleeps.\n"
                "    said to be in barn.txt\n"
                "    found: farm.txt:1 [0, 26): The cat sleeps.\n"
                "3 claims: 1 with passages found, 1 misattributed, 1 not found\n"
            ),
            "",
        )

    def test_that_are_the_words_of_a_document_need_no_reading(self, judge, tmp_path):
        (tmp_path / "claims.md").write_text(
            "The cow eats grass (farm.txt). The cow eats grass (b.txt)."
        )
        code, out, _ = judge("claims.md")
        assert (code, out.splitlines()[-1]) == (1, "2 claims: 1 verbatim, 1 misattributed")

    def test_are_not_borne_out_by_the_texts_that_are_judged(self, judge, farm, scripted):
        farm.write_text("The cat of the farm sleeps (barn.txt).")
        code, out, _ = judge("farm.txt")
        assert code == 1
        assert out.endswith("1 claim: 1 not found\n")

    def test_are_left_out_on_request(self, judge, tmp_path):
        (tmp_path / "claims.md").write_text("The “cat sleeps” here. The cow flies (farm.txt).")
        assert judge("claims.md", "--no-claims") == (0, "1 quotation: 1 verbatim\n", "")


class TestOpeningOnce:
    def test_what_is_not_read_beside_is_said_once(self, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        folder = tmp_path / "papers"
        folder.mkdir()
        (folder / "farm.txt").write_text("The cat sleeps in the barn all day.")
        (folder / "voice.mp3").write_bytes(b"\0")
        (tmp_path / "answer.md").write_text("A cat was asleep (farm.txt).")
        main(["judge", "-s", "papers", "--no-reader", "answer.md"])
        assert capfd.readouterr().err.count("files beside that were not read") == 1
