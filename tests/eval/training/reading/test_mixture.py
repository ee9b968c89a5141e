"""The order of rows: rounds without end, groups together, large sets by parts."""

from itertools import chain, islice

from eval.training.reading.examples import Example
from eval.training.reading.mixture import grouped, stream
from eval.training.reading.near_misses.drawing import near_misses


def row(kind, name, group="", span=(0, 4)):
    return Example(kind, name, "Who did it?", "The Mill", "Anna did it.", span, group)


def sets(large=30_000):
    rows = [row("squad1_train", f"s{n}") for n in range(large)]
    rows += [row("qed", f"q{n}") for n in range(50)]
    rows += [row("qed_cut", f"q{n}-cut", span=None) for n in range(50)]
    return grouped(iter(rows))


class TestGrouped:
    def test_pairs_are_a_set_of_their_own(self):
        found = grouped(
            iter([row("squad1_train", "a", "a/b"), row("squad2_train_unans", "b", "a/b")])
        )
        assert [[one.id for one in group] for group in found["pairs"]] == [["a", "b"]]

    def test_a_row_and_the_one_made_of_it_are_a_group(self):
        found = sets()
        assert {len(group) for group in found["qed"]} == {2}


class TestStream:
    def test_a_round_takes_small_sets_whole_and_large_ones_by_part(self):
        made = len({row.group for row in near_misses(5_000, "0/0")})
        whole = islice(stream(sets(), 0), 10_000 + 50 + made)
        kinds = [one.kind for one in chain.from_iterable(whole)]
        assert kinds.count("qed") == kinds.count("qed_cut") == 50
        assert kinds.count("squad1_train") == 10_000

    def test_the_next_round_takes_the_next_part(self):
        first = [one.id for one in chain.from_iterable(islice(stream(sets(), 0), 25_000))]
        of_squad = [name for name in first if name.startswith("s")]
        assert len(of_squad) == len(set(of_squad)) > 20_000

    def test_the_same_seed_gives_the_same_rows_and_another_others(self):
        once, again, other = (list(islice(stream(sets(900), seed), 200)) for seed in (3, 3, 4))
        assert once == again != other

    def test_half_of_the_rows_show_their_heading(self):
        rows = list(chain.from_iterable(islice(stream(sets(3_000), 0), 2_000)))
        shown = [bool(one.heading) for one in rows if not one.kind.startswith("made_")]
        assert 0.45 < sum(shown) / len(shown) < 0.55
