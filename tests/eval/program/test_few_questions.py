"""``quoth-eval check``: what the tolerances of a gate can notice over the questions that there are."""

import json

import pytest

from eval.program import cli


def record(name, question):
    evidence = [{"document": "a.txt", "quote": "Ann met"}]
    return {"id": name, "question": question, "evidence": evidence, "tags": []}


@pytest.fixture
def check(scripted, tmp_path, capsys):
    """Writes records, checks them; gives exit code, the findings and stderr."""
    source = tmp_path / "a.txt"
    source.write_text("Ann met Bob.")
    path = tmp_path / "set.jsonl"

    def run(*records, options=()):
        scripted.write_lines(path, *records)
        code = cli.main(["check", str(path), "-s", str(source), *options])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    run.path = path
    return run


class TestItsGate:
    @pytest.fixture
    def gate(self, check):
        return check.path.with_name("quoth-eval.toml")

    def records(self, count):
        letters = "abcdefghijklmnopqrstuvwxyz"
        return [record(f"q{n}", f"Who {letters[n] * 5} {letters[-n] * 7}?") for n in range(count)]

    def test_what_few_questions_cannot_decide_is_a_finding_at_its_line(self, check, gate):
        gate.write_text('[floors]\nRR = 0.5\n[tolerances]\nRR = 0.02\n"answer words" = 0.1\n')
        code, findings, err = check(*self.records(3))
        assert code == 1
        assert findings == [
            (
                f"{gate}:4: the tolerance of RR cannot tell a loss from chance on 3 questions, "
                "which takes 5 at least; so any loss beyond it fails; ask more questions, or "
                "accept-small = true"
            )
        ]
        assert "quoth-eval: tolerance 0.02 of RR: a loss of 0.417 or more is noticed\n" in err

    def test_a_gate_that_is_named_ends_with_2(self, check, gate):
        gate.write_text("[tolerances]\nRR = 0.02\n")
        code, findings, err = check(*self.records(3), options=("--gate", str(gate), "--quiet"))
        assert (code, len(findings)) == (2, 1)
        assert err == f"quoth-eval: {gate}: its questions are too few for it\n"

    def test_unless_it_accepts_few(self, check, gate):
        gate.write_text("accept-small = true\n[tolerances]\nRR = 0.02\n")
        assert check(*self.records(3), options=("--gate", str(gate)))[:2] == (0, [])

    def test_enough_are_no_finding(self, check, gate):
        gate.write_text("[tolerances]\nRR = 0.02\n")
        code, findings, err = check(*self.records(20))
        assert (code, findings) == (0, [])
        assert "tolerance 0.02 of RR: a loss of 0.315 or more is noticed\n" in err

    def test_questions_that_were_wrong_before_have_nothing_to_lose(self, check, gate):
        gate.write_text("[tolerances]\nRR = 0.02\n")
        asked = self.records(6)
        lost = {"nDCG@10": 0, "Success@1": 0, "R@3": 0, "R@5": 0, "RR": 0}
        answered = [
            {"id": one["id"], "answerable": True, "rank": None, "values": lost, "found": True,
             "sentence_right": False, "confidence": 0.5, "certainty": "unsure", "answer_f1": None,
             "citations_valid": 1.0, "first": None} for one in asked
        ]  # fmt: skip
        bound = {"questions": "", "documents": {}, "depth": 1} | dict.fromkeys(
            ("context", "rewritten", "exclude_answered"), False
        )
        whole = {"schema": "quoth.baseline/1", "tolerances": {}, "measures": {}, "bound": bound}
        path = check.path.with_name("set.baseline.json")
        path.write_text(json.dumps({**whole, "under_test": {}, "questions": answered}))
        code, [finding], _ = check(*asked)
        assert code == 1
        assert "cannot fail: of 6 questions 0 can get worse, by 0.000 in all" in finding

    def test_sources_alone_are_no_gate(self, check, gate):
        gate.write_text('sources = ["a.txt"]\n')
        assert check(*self.records(1))[:2] == (0, [])
