"""What moved, and what the gate makes of it, taken again."""

from itertools import combinations

import pytest


def fit(said, row):
    """How well a certainty fits what came of a question: 1 best, 0 worst."""
    if not row["answerable"]:
        return 0.0 if said["is_sure"] else 1.0
    if row["right"]:
        return 1.0 if said["is_sure"] else 0.0
    return 0.5 if said["is_sure"] else 0.0


class TestComparison:
    def test_each_measure_before_and_now(self, world, hand):
        answers, report = world
        before, now = hand.rows(answers["before"]), hand.rows(answers["now"])
        for name, told in report["comparison"]["measures"].items():
            values = {"before": hand.value(name, before)[0], "now": hand.value(name, now)[0]}
            for side, value in values.items():
                assert told[side] == (None if value is None else pytest.approx(value, abs=1e-6))
            if told["low"] is not None:
                change = values["now"] - values["before"]
                assert told["low"] - 1e-6 <= change <= told["high"] + 1e-6, name

    def test_each_question_that_moved(self, world, hand):
        answers, report = world
        before = {row["id"]: row for row in hand.rows(answers["before"])}
        now = {row["id"]: row for row in hand.rows(answers["now"])}
        for told in report["comparison"]["moved"]:
            one, other = before[told["id"]], now[told["id"]]
            lost = sum(
                one.get(name, 0.0) - other.get(name, 0.0)
                for name in ("nDCG@10", "sentence right", "answer words")
            )
            lost += fit(one, other) - fit(other, other)
            assert told["loss"] == pytest.approx(lost, abs=1e-6), told["id"]
        assert {told["id"] for told in report["comparison"]["moved"]} == {
            name
            for name, row in now.items()
            if any(before[name][key] != row[key] for key in ("rank", "found", "is_sure"))
        }


class TestTheGate:
    def test_losses_and_how_probable_chance_makes_them(self, world, hand):
        answers, report = world
        before, now = hand.rows(answers["before"])[:10], hand.rows(answers["now"])[:10]
        gaps = {}
        for name in hand.limits:
            sign = -1 if name == "refused" else 1
            gaps[name] = [sign * (b[name] - a[name]) for b, a in zip(before, now, strict=True)]
        moved = [n for n in range(10) if any(own[n] for own in gaps.values())]
        swaps = [set(one) for size in range(len(moved) + 1) for one in combinations(moved, size)]
        # The p of each combination in each measure, and the smallest of all measures.
        p = {}
        for name, own in gaps.items():
            sums = [round(sum(own[n] for n in swap), 9) for swap in swaps]
            p[name] = [sum(other <= one for other in sums) / len(swaps) for one in sums]
        smallest = [min(ps) for ps in zip(*p.values(), strict=True)]
        for told in report["verdict"]["tolerances"]:
            name = told["measure"]
            together = sum(one <= p[name][0] for one in smallest) / len(swaps)
            assert told["p"] == pytest.approx(together, abs=1e-6)
            assert told["loss"] == pytest.approx(sum(gaps[name]) / 10, abs=1e-6)
            assert told["holds"] is not (together <= 0.05 and told["loss"] > told["tolerance"])
            assert (told["low"] > 0) is (together <= 0.05)
            assert (told["questions"], told["tolerance"]) == (10, hand.limits[name])

    def test_the_smallest_loss_that_is_noticed(self, world, hand):
        answers, report = world
        right = sum(row["Success@1"] for row in hand.rows(answers["before"])[:10])
        [told] = [t for t in report["verdict"]["tolerances"] if t["measure"] == "Success@1"]
        probability = told["notices"] * 10 / right  # with which each that is right is lost
        assert hand.at_least(5, round(right), probability) == pytest.approx(0.8, abs=0.02)

    def test_bounds(self, world, hand):
        answers, report = world
        value, _ = hand.value("Success@1", hand.rows(answers["now"]))
        [floor] = [c for c in report["verdict"]["checks"] if c["name"] == "floor of Success@1"]
        assert floor["sentence"] == f"Success@1 is {value:g}, below its floor 0.65"
        assert (floor["holds"], report["verdict"]["passed"]) == (False, False)
