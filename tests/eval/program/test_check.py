import json

import pytest

from eval.program import cli

TEXT = "Ann met Bob’s aunt in 1992. Bob left. Bob came back."


def record(name="q1", question="Who met the aunt?", **fields):
    evidence = [{"document": "a.txt", "quote": "Ann met Bob’s aunt"}]
    return {"id": name, "question": question, "evidence": evidence, "tags": ["direct"], **fields}


@pytest.fixture
def check(scripted, tmp_path, capsys):
    """Writes records, checks them; gives exit code, the findings without their file, and stderr."""
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "set.jsonl"

    def run(*records, options=()):
        scripted.write_lines(path, *records)
        code = cli.main(["check", str(path), "-s", str(source), *options])
        out, err = capsys.readouterr()
        return code, out.replace(f"{path}:", "").splitlines(), err

    run.path = path
    return run


class TestExitCodes:
    def test_a_clean_set_has_no_finding(self, check):
        code, findings, err = check(record(), record("q2", "When did Bob leave?"))
        assert (code, findings) == (0, [])
        assert err == "quoth-eval: checked 2 records, findings: 0\n"

    def test_a_finding_is_a_line_with_file_and_line(self, check):
        code, findings, _ = check(record(), record("q1", "When did Bob leave?"))
        assert code == 1
        assert findings == ["2: the id 'q1' is that of line 1 already; give it its own"]

    @pytest.mark.parametrize("name", ["none.jsonl", "empty.jsonl"])
    def test_a_set_that_is_missing_or_empty_could_not_be_checked(self, tmp_path, capsys, name):
        (tmp_path / "empty.jsonl").write_text("\n")
        code = cli.main(["check", str(tmp_path / name)])
        out, err = capsys.readouterr()
        assert (code, out, err.count("\n")) == (2, "", 1)

    @pytest.mark.parametrize("options", [(), ("x", "y"), ("x", "--similar", "101"), ("x", "-z")])
    def test_bad_usage_is_one_line(self, capsys, options):
        assert cli.main(["check", *options]) == 2
        assert capsys.readouterr().err.count("\n") == 1

    def test_a_set_named_like_a_command_is_given_with_its_folder(
        self, check, tmp_path, monkeypatch, capsys
    ):
        (tmp_path / "check").write_text(json.dumps(record()) + "\n")
        monkeypatch.chdir(tmp_path)
        assert cli.main(["./check", "-s", "none.txt"]) == 2
        assert "none.txt: no such file" in capsys.readouterr().err

    def test_json_is_one_record_a_finding(self, check):
        _, lines, _ = check(record(tags=["draft"]), options=["--json", "--quiet"])
        found = json.loads(lines[0])
        assert (found["schema"], found["line"]) == ("quoth.finding/1", 1)
        assert found["problem"].startswith("a draft that nobody has reviewed")


class TestLines:
    def test_every_line_that_is_no_eval_record_is_found(self, check):
        _, findings, _ = check(record(), {"id": "x"}, [], record("q2", "When did Bob leave?"))
        assert findings == [
            '2: lacks "evidence", a list (empty where nothing answers)',
            "3: not a JSON object",
        ]

    def test_text_of_the_set_is_made_safe(self, check):
        _, findings, _ = check(record(evidence=[{"document": "\x1b[2J", "quote": "x"}]))
        assert "\x1b" not in findings[0]


class TestQuotes:
    @pytest.mark.parametrize(
        ("evidence", "problem"),
        [
            (
                {"document": "a.txt", "quote": "Ann met Bob's aunt"},
                "not in 'a.txt'; quote the document word for word, perhaps: 'Ann met Bob’s aunt'",
            ),
            ({"document": "a.txt", "quote": "Zebra!"}, "quote the document word for word"),
            ({"document": "a.txt", "quote": "Bob "}, '2 times; give it a "prefix"'),
            ({"document": "b.txt", "quote": "Ann"}, "name its source with -s, or correct"),
        ],
    )
    def test_one_that_is_not_there_once_is_found_with_its_remedy(self, check, evidence, problem):
        code, findings, _ = check(record(evidence=[evidence]))
        assert code == 1
        assert problem in findings[0]

    def test_each_is_found(self, check):
        missing = [{"document": "a.txt", "quote": quote} for quote in ("Xerxes", "Yolanda")]
        assert len(check(record(evidence=missing))[1]) == 2


class TestLabels:
    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"tags": ["unanswerable"]}, 'tagged "unanswerable", but has evidence'),
            ({"evidence": [], "answers": ["Ann"]}, 'has "answers" without evidence'),
            ({"rewrite": "Who?"}, 'has a "rewrite" without a "history"'),
            ({"tags": ["draft"]}, 'remove the tag "draft"'),
        ],
    )
    def test_a_contradiction_is_found(self, check, fields, problem):
        _, findings, _ = check(record(**fields))
        assert [problem in finding for finding in findings] == [True]

    def test_the_tag_of_what_nothing_answers_is_missed_where_others_have_it(self, check):
        tagged = record("q1", "Who is Carl?", evidence=[], tags=["unanswerable"])
        bare = record("q2", "Where does Dora live?", evidence=[], tags=[])
        assert check(bare)[0] == 0
        assert check(tagged, bare)[1][0].startswith("2: has no evidence and lacks the tag")


class TestTags:
    def test_another_way_to_write_a_tag_is_found(self, check):
        usual = [record("q1", "One?", tags=["follow-up"]), record("q2", "Two?", tags=["follow-up"])]
        _, findings, _ = check(*usual, record("q3", "Three?", tags=["Follow_Up"]))
        assert findings == [
            "3: the tag 'Follow_Up' is written 'follow-up' elsewhere; write them alike"
        ]

    def test_one_wrong_letter_is_found_in_a_word(self, check):
        _, findings, _ = check(record("q1", "One?"), record("q2", "Two?", tags=["dircet"]))
        assert findings == ["2: the tag 'dircet' is written 'direct' elsewhere; write them alike"]

    def test_short_tags_and_numbers_may_be_near_each_other(self, check):
        tags = [["a1"], ["a2"], ["2014-05"], ["2014-06"]]
        questions = ["One?", "Two?", "Three?", "Four?"]
        records = [record(q, q, tags=tag) for q, tag in zip(questions, tags, strict=True)]
        assert check(*records)[0] == 0


class TestHistories:
    FIRST = record("q1", "Who met the aunt?")

    def test_what_goes_on_from_the_turn_before_is_right(self, check):
        second = record("q2", "When?", history=["Who met the aunt?"])
        third = record("q3", "Where?", history=["Who met the aunt?", "When?"])
        assert check(self.FIRST, second, third)[0] == 0

    def test_a_turn_that_is_left_out_is_found(self, check):
        second = record("q2", "When?", history=["Who met the aunt?"])
        third = record("q3", "Where?", history=["Who met the aunt?", "When?"])
        fourth = record("q4", "Why?", history=["Who met the aunt?", "Where?"])
        _, findings, _ = check(self.FIRST, second, third, fourth)
        assert findings == [
            "4: the history has 1 turn before 'Where?', line 3 has 2; add what is missing"
        ]

    def test_another_answer_is_found(self, check):
        def opening(answer):
            return {"question": "Who met the aunt?", "answer": answer}

        second = record("q2", "When?", history=[opening("Ann")])
        third = record("q3", "Where?", history=[opening("Anna"), "When?"])
        _, findings, _ = check(self.FIRST, second, third)
        assert findings[0].startswith(
            "3: the answer of turn 1 of the history is not that in line 2"
        )

    def test_another_question_in_the_middle_is_found(self, check):
        turns = [
            record("q2", "When?", history=["Who met the aunt?"]),
            record("q3", "Where?", history=["Who met the aunt?", "When?"]),
            record("q4", "Why?", history=["Who met the aunt?", "Since when?", "Where?"]),
        ]
        _, findings, _ = check(self.FIRST, *turns)
        assert findings[0].startswith(
            "4: turn 2 of the history is 'Since when?', in line 3 'When?'"
        )

    def test_a_mistyped_question_is_found(self, check):
        second = record("q2", "When did they meet?", history=["Who met the aunt?"])
        third = record("q3", "Where?", history=["Who met the aunt?", "When did they met?"])
        _, findings, _ = check(self.FIRST, second, third)
        assert findings[0].startswith("3: the history ends with 'When did they met?', line 2 asks")

    def test_a_conversation_may_go_on_in_two_ways(self, check):
        turns = [
            record("q2", "When?", history=["Who met the aunt?"]),
            record("q3", "Where?", history=["Who met the aunt?"]),
            record("q4", "Why there?", history=["Who met the aunt?", "Where?"]),
        ]
        assert check(self.FIRST, *turns)[0] == 0

    def test_turns_that_the_set_does_not_hold_are_not_missed(self, check):
        assert check(record("q1", "Where?", history=["Who?", "When?"]))[0] == 0


class TestDuplicates:
    def test_nearly_the_same_question_is_found(self, check):
        _, findings, _ = check(
            record("q1", "How many soldiers were killed?"),
            record("q2", "How many soldiers wer killed"),
        )
        asked = "'How many soldiers were killed?'"
        assert findings == [f"2: asks nearly what line 1 asks, {asked}; reword or remove one"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("What happened in the capital in 2014?", "What happened in the capital in 2015?"),
            ("Why did South Korea invest here?", "When did South Korea invest here?"),
            ("Was the general ever accused?", "Was the colonel ever accused?"),
        ],
    )
    def test_one_word_may_make_another_question(self, check, one, other):
        assert check(record("q1", one), record("q2", other), options=["--similar", "50"])[0] == 0

    def test_follow_ups_are_compared_by_their_rewrites(self, check):
        turns = [
            record("q1", "Who?", history=["Who is Ann?"], rewrite="Who met Ann’s aunt?"),
            record("q2", "Who?", history=["Who is Bob?"], rewrite="Who met Bob’s uncle?"),
            record("q3", "And who?", history=["Who is Carl?"], rewrite="Who met Ann’s aunt?"),
        ]
        _, findings, _ = check(*turns)
        assert [finding[:2] for finding in findings] == ["3:"]

    def test_how_alike_can_be_said(self, check):
        questions = record("q1", "Who met the old aunt?"), record("q2", "Who met the old aunts?")
        assert check(*questions)[0] == 1
        assert check(*questions, options=["--similar", "100"])[0] == 0


class TestSources:
    def test_are_those_named_beside_the_set(self, check, tmp_path, capsys):
        check(record())
        (tmp_path / "quoth-eval.toml").write_text('sources = ["a.txt"]\n')
        assert cli.main(["check", str(check.path)]) == 0

    def test_a_beir_folder_brings_its_own(self, scripted, tmp_path, capsys):
        corpus = [{"_id": "d", "text": "Ann met Bob."}]
        queries = [{"_id": "q1", "text": "Who met Bob?"}, {"_id": "q2", "text": "Who met Bob?"}]
        folder = scripted.write_folder(tmp_path / "b", corpus, queries, [("q1", "d", 1)])
        assert cli.main(["check", str(folder)]) == 1
        assert f"{folder / 'queries.jsonl'}:2: asks nearly" in capsys.readouterr().out
