"""The loop of training: a schedule that ends, checkpoints, resuming, time left."""

import itertools
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch

_WARM_UP = 0.05
_REPORTED = 20
_CHECKPOINT = "checkpoint.pt"


class Batch(Protocol):
    """What a network learns from at once."""

    def __len__(self) -> int:
        """Return the number of rows."""


class Learner(Protocol):
    """A network that knows what it gets wrong."""

    def loss(self, batch: Batch) -> torch.Tensor:
        """Return the loss of a batch, a scalar."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn.

    The learning rate rises over the first twentieth and falls to 0 at the end, which is after
    `rows` rows or, where `minutes` is given, after so many minutes of work.
    """

    rows: int
    rate: float
    minutes: float | None = None
    save_every: float = 300.0
    """Seconds between checkpoints."""

    def done(self, rows: int, seconds: float) -> float:
        """Return the share of the work that is done, at most 1."""
        share = seconds / 60 / self.minutes if self.minutes else rows / self.rows
        return min(1.0, share)

    def factor(self, share: float) -> float:
        """Return what the learning rate is multiplied with at a share of the work."""
        return min(share / _WARM_UP, (1 - share) / (1 - _WARM_UP))


@dataclass(slots=True)
class Course:
    """How far learning has come: steps, rows and seconds of work."""

    steps: int = 0
    rows: int = 0
    seconds: float = 0.0
    loss: float = 0.0


def train(model: torch.nn.Module, batches: Iterable[Batch], plan: Plan, folder: Path) -> Course:
    """Train what of `model` is trainable, from the checkpoint in `folder` where there is one.

    Args:
        model: A `Learner`; changed in place.
        batches: The same ones in the same order at every call; more than the plan needs.
        plan: Its end is the end of the schedule.
        folder: Of the checkpoint.
    """
    trained = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=plan.rate, weight_decay=0.01)
    course = _resumed(model, optimizer, folder / _CHECKPOINT)
    began, saved = time.monotonic() - course.seconds, time.monotonic()
    for batch in itertools.islice(batches, course.steps, None):
        share = plan.done(course.rows, course.seconds)
        if share >= 1:
            break
        for settings in optimizer.param_groups:
            settings["lr"] = plan.rate * plan.factor(share)
        loss = _step(model, optimizer, batch, trained)
        course.steps, course.rows = course.steps + 1, course.rows + len(batch)
        course.seconds = time.monotonic() - began
        course.loss += (loss - course.loss) * max(0.01, 1 / course.steps)
        if course.steps % _REPORTED == 0:
            _report(course, plan)
        if time.monotonic() - saved > plan.save_every:
            _save(model, optimizer, course, folder / _CHECKPOINT)
            saved = time.monotonic()
    _save(model, optimizer, course, folder / _CHECKPOINT)
    return course


def _step(
    model: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    batch: Batch,
    trained: list[torch.nn.Parameter],
) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        loss = model.loss(batch)  # type: ignore[operator]
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(trained, 1.0)
    optimizer.step()
    return float(loss.detach())


def _report(course: Course, plan: Plan) -> None:
    share = plan.done(course.rows, course.seconds)
    left = course.seconds / share * (1 - share)
    print(
        f"{course.steps} steps, {course.rows} rows, {course.rows / course.seconds:.1f} rows/s, "
        f"loss {course.loss:.3f}, {share:.1%}, {left / 60:.0f} min left",
        file=sys.stderr,
        flush=True,
    )


def trained_state(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Return the trained parameters by name."""
    return {name: each.detach() for name, each in model.named_parameters() if each.requires_grad}


def _save(
    model: torch.nn.Module, optimizer: torch.optim.Optimizer, course: Course, path: Path
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    state = (course.steps, course.rows, course.seconds, course.loss)
    torch.save(
        {"model": trained_state(model), "optimizer": optimizer.state_dict(), "course": state}, fresh
    )
    fresh.replace(path)


def _resumed(model: torch.nn.Module, optimizer: torch.optim.Optimizer, path: Path) -> Course:
    if not path.exists():
        return Course()
    held = torch.load(path, weights_only=True)
    model.load_state_dict(held["model"], strict=False)
    optimizer.load_state_dict(held["optimizer"])
    return Course(*held["course"])
