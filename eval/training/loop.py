"""The loop of training: a schedule that ends, checkpoints, resuming, time left."""

import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from torch import nn

RATE_AFTER = 5e-4
"""The highest learning rate of a course that goes on from weights."""
_WARM_UP = 0.05
_SAID_EVERY = 20
_CHECKPOINT = "checkpoint.pt"

Say = Callable[[str], None]


class Batch(Protocol):
    """What a network learns from at once."""

    def __len__(self) -> int:
        """Return the number of rows."""


B = TypeVar("B", bound=Batch)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn.

    The learning rate rises over the first twentieth and falls to 0 at the end, which is after
    `rows` rows or, where `minutes` is given, after so many minutes of work.

    Attributes:
        rows: How many rows to learn from.
        rate: The highest learning rate.
        minutes: How long to learn; None where `rows` decides.
        save_every: Seconds between checkpoints.
    """

    rows: int
    rate: float
    minutes: float | None = None
    save_every: float = 300.0

    def done(self, course: "Course") -> float:
        """Return the share of the work that is done, at most 1."""
        if self.minutes:
            return min(1.0, course.seconds / 60 / self.minutes)
        return min(1.0, course.rows / self.rows)

    def rate_at(self, share: float) -> float:
        """Return the learning rate where a share of the work is done."""
        return self.rate * min(share / _WARM_UP, (1 - share) / (1 - _WARM_UP))


@dataclass(slots=True)
class Course:
    """How far learning has come: steps, rows, seconds of work, and the running mean loss."""

    steps: int = 0
    rows: int = 0
    seconds: float = 0.0
    loss: float = 0.0

    def told(self, share: float) -> str:
        """Return one line on the course and the time that is left."""
        left = self.seconds / share * (1 - share) / 60
        return (
            f"{self.rows:,} rows, {self.rows / self.seconds:.1f} a second, "
            f"loss {self.loss:.3f}, {share:.1%} done, {left:.0f} min left"
        )


def follows(earlier: Course, course: Course) -> Course:
    """Return one course that has gone as far as two, one after the other."""
    return replace(
        course, rows=earlier.rows + course.rows, seconds=earlier.seconds + course.seconds
    )


class Training:
    """A network on its way; what is saved of it is the trained part and the optimizer's state.

    Args:
        network: Only what wants a gradient is trained.
        plan: Its end is the end of the schedule.
        folder: Of the checkpoint, which is taken up where there is one.
    """

    def __init__(self, network: nn.Module, plan: Plan, folder: Path) -> None:
        self.course = Course()
        self._network, self._plan, self._path = network, plan, folder / _CHECKPOINT
        self._trained = {n: each for n, each in network.named_parameters() if each.requires_grad}
        parameters = list(self._trained.values())
        self._optimizer = torch.optim.AdamW(parameters, lr=plan.rate, weight_decay=0.01)
        if self._path.exists():
            self._resume()

    def run(self, batches: Iterable[B], loss: Callable[[B], torch.Tensor], say: Say) -> Course:
        """Learn from the batches until the plan is done.

        Args:
            batches: From the first one on, the same at every call; more than the plan needs.
            loss: Of one batch, a scalar.
            say: Told now and then how far learning has come.
        """
        if self._plan.done(self.course) >= 1:
            return self.course
        began, saved = time.monotonic() - self.course.seconds, time.monotonic()
        for batch in itertools.islice(batches, self.course.steps, None):
            share = self._plan.done(self.course)
            if share >= 1:
                break
            self._step(batch, loss, self._plan.rate_at(share))
            self.course.seconds = time.monotonic() - began
            if self.course.steps % _SAID_EVERY == 0:
                say(self.course.told(max(share, 1e-3)))
            if time.monotonic() - saved > self._plan.save_every:
                self._save()
                saved = time.monotonic()
        self._save()
        return self.course

    def _step(self, batch: B, loss: Callable[[B], torch.Tensor], rate: float) -> None:
        for settings in self._optimizer.param_groups:
            settings["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            lost = loss(batch)
        self._optimizer.zero_grad()
        lost.backward()
        torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        self._optimizer.step()
        course = self.course
        course.steps, course.rows = course.steps + 1, course.rows + len(batch)
        course.loss += (lost.item() - course.loss) * max(0.01, 1 / course.steps)

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "model": {name: each.detach() for name, each in self._trained.items()},
            "optimizer": self._optimizer.state_dict(),
            "course": astuple(self.course),
        }
        fresh = self._path.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self._path)

    def _resume(self) -> None:
        state = torch.load(self._path, weights_only=True)
        self._network.load_state_dict(state["model"], strict=False)
        self._optimizer.load_state_dict(state["optimizer"])
        self.course = Course(*state["course"])
