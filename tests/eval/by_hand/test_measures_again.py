"""Every measure of a report, and what the confidence is worth, taken again."""

import math

import pytest


@pytest.fixture
def agrees(hand):
    """Whether a record of measures has the values of these rows, and intervals that they allow."""

    def check(told, rows):
        assert tuple(told) == hand.order
        for name, measure in told.items():
            value, n = hand.value(name, rows)
            assert measure["n"] == n, name
            assert measure["mean"] == (pytest.approx(value, abs=1e-6) if n else None), name
            if measure["low"] is not None:
                assert measure["low"] - 1e-6 <= value <= measure["high"] + 1e-6, name
                _check_interval(measure, name, value * n)

    def _check_interval(measure, name, hits):
        """Of what is right or wrong it is that of Clopper and Pearson."""
        n, low, high = measure["n"], measure["low"], measure["high"]
        if name in (*hand.either, "nDCG@10", "RR", "answer words"):
            return
        hits = round(hits)
        if hits:
            assert hand.at_least(hits, n, low) == pytest.approx(0.025, abs=0.01)
        if hits < n:
            assert 1 - hand.at_least(hits + 1, n, high) == pytest.approx(0.025, abs=0.01)

    return check


class TestMeasures:
    def test_over_all_questions(self, world, hand, agrees):
        answers, report = world
        agrees(report["measures"], hand.rows(answers["now"]))

    def test_by_tag_and_by_document(self, world, hand, agrees):
        answers, report = world
        rows = hand.rows(answers["now"])
        assert set(report["slices"]) == {"even", "odd", "near-miss"}
        assert set(report["documents"]) == set(hand.texts)
        for field, parts in (("tags", report["slices"]), ("documents", report["documents"])):
            for name, part in parts.items():
                chosen = [row for row in rows if name in row[field]]
                assert part["questions"] == len(chosen)
                agrees(part["measures"], chosen)

    def test_of_each_question(self, world, hand):
        answers, report = world
        for told, row in zip(report["questions"], hand.rows(answers["now"]), strict=True):
            for name in ("id", "rank", "found", "confidence"):
                assert told[name] == row[name]
            assert told["citations_valid"] == row["citations valid"]
            near = {name: pytest.approx(row.get(name), abs=1e-6) for name in hand.ranking}
            assert told["values"] == (near if row["answerable"] else {})
            assert told["answer_f1"] == (
                pytest.approx(row["answer words"], abs=1e-6) if row["answerable"] else None
            )
            assert told["reciprocal_rank"] == told["values"].get("RR")

    def test_counts(self, world):
        counts = {"questions": 14, "answerable": 10, "unanswerable": 4, "unknown": 0}
        assert world[1]["counts"] == counts


class TestConfidence:
    def test_risk_by_coverage(self, world, hand):
        answers, report = world
        rows = sorted(hand.rows(answers["now"]), key=lambda row: -row["confidence"])
        for told in report["risk_coverage"]:
            threshold = rows[math.ceil(told["coverage"] * len(rows) - 1e-9) - 1]["confidence"]
            answered = [row for row in rows if row["confidence"] >= threshold]
            wrong = sum(not row["right"] for row in answered)
            assert (told["threshold"], told["answered"]) == (threshold, len(answered))
            assert told["risk"] == pytest.approx(wrong / len(answered), abs=1e-6)

    def test_reliability(self, world, hand):
        answers, report = world
        rows = sorted(hand.rows(answers["now"]), key=lambda row: row["confidence"])
        at, right = 0, 0.0
        for told in report["reliability"]:
            part = [row["confidence"] for row in rows[at : at + told["questions"]]]
            at += told["questions"]
            right += told["right"] * told["questions"]
            assert (told["low"], told["high"]) == (part[0], part[-1])
            assert told["confidence"] == pytest.approx(hand.mean(part), abs=1e-6)
        assert at == len(rows)
        assert right == pytest.approx(sum(row["right"] for row in rows), abs=1e-4)

    def test_refusals(self, world, hand):
        answers, report = world
        rows = hand.rows(answers["now"])
        yes, no = hand.sides(rows, "confidence")
        near = [row["confidence"] for row in rows if "near-miss" in row["tags"]]
        assert [told["refused"] for told in report["refusals"]] == [0.01, 0.02, 0.05, 0.1]
        for told in report["refusals"]:
            below = [one for one in yes if one < told["threshold"]]
            assert told["threshold"] in yes
            assert len(below) == math.floor(told["refused"] * len(yes) + 1e-9)
            for name, side in (("answered", no), ("near_misses", near)):
                share = sum(one >= told["threshold"] for one in side) / len(side)
                assert told[name] == pytest.approx(share, abs=1e-6)


def test_a_report_has_no_section_that_is_not_taken_again(world):
    assert set(world[1]) == {
        "schema", "set", "settings", "index", "bound", "under_test", "counts", "measures",
        "risk_coverage", "reliability", "refusals", "slices", "documents", "unplaced", "failures",
        "questions", "comparison", "verdict",
    }  # fmt: skip
