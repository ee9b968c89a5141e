"""Training: where it is stopped it goes on, and its schedule ends where it should."""

import pytest
import torch
from torch import nn

from eval.training.loop import Course, Plan, Training


class Rows:
    """A batch of numbers whose mean is to be learned."""

    def __init__(self, numbers):
        self.numbers = torch.tensor(numbers)

    def __len__(self):
        return len(self.numbers)


class Mean(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(()))

    def loss(self, rows):
        return (rows.numbers - self.mean).square().mean()


def batches():
    return (Rows([float(n % 5), float(n % 3)]) for n in range(10_000))


def silent(_):
    pass


def trained(rows, folder, network=None):
    network = network or Mean()
    course = Training(network, Plan(rows, 0.1), folder).run(batches(), network.loss, silent)
    return network, course


class TestResuming:
    def test_a_training_that_was_broken_off_ends_as_one_that_was_not(self, tmp_path):
        whole, _ = trained(400, tmp_path / "whole")

        def breaking():
            for n, batch in enumerate(batches()):
                if n == 120:
                    raise KeyboardInterrupt
                yield batch

        broken, folder = Mean(), tmp_path / "broken"
        plan = Plan(400, 0.1, save_every=0.0)
        with pytest.raises(KeyboardInterrupt):
            Training(broken, plan, folder).run(breaking(), broken.loss, silent)
        again, course = trained(400, folder)
        assert again.mean.item() == whole.mean.item()
        assert course.steps == 200

    def test_one_that_is_through_learns_nothing_more(self, tmp_path):
        network, _ = trained(400, tmp_path)
        again, course = trained(400, tmp_path)
        assert again.mean.item() == network.mean.item()
        assert (course.rows, course.steps) == (400, 200)


class TestPlan:
    def test_the_rate_rises_over_a_twentieth_and_falls_to_nothing(self):
        plan = Plan(1_000, rate=1.0)
        assert [plan.rate_at(share) for share in (0.0, 0.025, 0.05, 0.525, 1.0)] == pytest.approx(
            [0.0, 0.5, 1.0, 0.5, 0.0]
        )

    def test_by_rows_the_clock_does_not_count(self):
        assert Plan(1_000, 1.0).done(Course(rows=250, seconds=1e6)) == 0.25

    def test_by_the_clock_the_rows_do_not_count(self):
        assert Plan(1_000, 1.0, minutes=2).done(Course(rows=999, seconds=30)) == 0.25

    def test_more_than_all_is_all(self):
        assert Plan(10, 1.0).done(Course(rows=25)) == 1.0


class TestCourse:
    def test_it_tells_how_far_it_is_and_what_is_left(self):
        course = Course(steps=50, rows=1_600, seconds=120.0, loss=0.5)
        assert course.told(0.25) == (
            "1,600 rows, 13.3 a second, loss 0.500, 25.0% done, 6 min left"
        )
