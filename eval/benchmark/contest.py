"""Contest: Quoth and its rivals over the same passages and questions, taking turns."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import TypeVar

from eval.benchmark.corpus import QUESTIONS
from eval.benchmark.figures import Figure, Goal, Rival
from eval.benchmark.painting import seconds_to_paint
from eval.benchmark.process import BenchmarkError, Finished, isolated, run_python

_ADAPTERS = Path(__file__).parent / "adapters"
_SAMPLE = 300
"""Passages that the plain script encodes; of a larger corpus it would take an hour."""
_WARM_QUESTIONS = "100"
_ROUNDS = 2
"""How often each takes its turn at warm questions and batches."""
_LARGE = 20_000
"""From this size on, the peak of memory has a goal."""

_Arguments = Sequence[str | Path]
_Say = Callable[[str], None]
_Taken = TypeVar("_Taken")


@dataclass(frozen=True, slots=True)
class Built:
    """What both indexes took to build, in passages a second, and what Quoth's came to."""

    passages: int
    quoth_rate: float
    plain_rate: float


class Contest:
    """One size of corpus in a folder of its own, and the programs that compete over it."""

    def __init__(self, home: Path, size: int, say: _Say) -> None:
        self._size = size
        self._say = say
        self._home = home
        self._folder = home / str(size)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._environment: Mapping[str, str] = isolated(home)
        self._corpus = self._folder / "corpus.jsonl"
        self._questions = self._folder / "questions.jsonl"
        self._index = self._folder / "index"
        self._vectors = self._folder / "plain.faiss"
        self._record = self._folder / "built.json"

    def run(self, runs: int) -> Iterator[Figure]:
        """Build what is not there yet and measure everything; ``runs`` whole-process questions."""
        built = self._built()
        n = built.passages
        yield from self._asks(n, runs)
        yield from self._warm(n)
        yield self._pairs(n)
        yield self._first_paint(n, runs)
        yield from self._batch(n)
        rival, goal = Rival("plain", built.plain_rate), Goal(1.5, is_most=False)
        yield Figure("build, passages", n, built.quoth_rate, "per s", rival, goal)
        size = sum(file.stat().st_size for file in self._index.rglob("*") if file.is_file())
        yield Figure("index, a passage", n, size / n, "KB", goal=Goal(10_000, is_most=True))

    def _asks(self, n: int, runs: int) -> Iterator[Figure]:
        asked = self._asked()
        ask = ("-m", "assistant", "ask", "--index", self._index)
        graph, tokenizer = self._exported("graph.onnx"), self._exported("tokenizer.json")
        programs: list[Callable[[int], _Arguments]] = [
            lambda i: [*ask, "--no-reader", "--", asked[i]],
            lambda i: [*ask, "--", asked[i]],
            lambda i: [_ADAPTERS / "floor.py", graph, tokenizer, self._vectors, asked[i]],
            lambda i: [_ADAPTERS / "plain.py", "ask", self._corpus, self._vectors, asked[i]],
        ]
        self._say(f"{n:,} passages: asking, whole process, {runs} times each")
        # The first round only brings the files into the system's cache.
        taken = [found[1:] for found in self._taking_turns(programs, runs + 1, self._ask)]
        quoth, reading, floor, plain = (median(f.seconds for f in finished) for finished in taken)
        name = "ask, whole process"
        goal = Goal(1.5, is_most=True)
        yield Figure(name, n, quoth, "s", Rival("floor", floor), goal)
        yield Figure(name, n, quoth, "s", Rival("plain", plain), Goal(0.1, is_most=True))
        yield Figure("ask and read, whole process", n, reading, "s", Rival("plain", plain))
        peaks = [max(f.memory for f in finished) for finished in taken]
        goal_at_large = Goal(400e6, is_most=True) if n >= _LARGE else None
        yield Figure("ask, peak memory", n, peaks[0], "MB", goal=goal_at_large)
        yield Figure("ask, peak memory", n, peaks[0], "MB", Rival("plain", peaks[3]))
        goal_at_small = Goal(300e6, is_most=True) if n < _LARGE else None
        yield Figure("ask and read, peak memory", n, peaks[1], "MB", goal=goal_at_small)

    def _warm(self, n: int) -> Iterator[Figure]:
        quoth: _Arguments = [_ADAPTERS / "quoth.py", self._index, self._questions, _WARM_QUESTIONS]
        programs: list[Callable[[int], _Arguments]] = [
            lambda _: [*quoth, "unread"],
            lambda _: [*quoth, "read"],
            lambda _: [*quoth, "followed"],
            lambda _: self._plain("warm", self._questions, _WARM_QUESTIONS),
        ]
        self._say(f"{n:,} passages: asking while warm")
        unread, read, followed, plain = self._times(programs)
        half, goal = Rival("plain", median(plain)), Goal(0.6, is_most=True)
        yield Figure("warm question, p50", n, median(unread), "ms", half, goal)
        yield Figure("warm question, p95", n, _p95(unread), "ms", Rival("plain", _p95(plain)))
        goal = Goal(0.06, is_most=True)
        yield Figure("warm question, read, p50", n, median(read), "ms", goal=goal)
        yield Figure("warm question, read, p95", n, _p95(read), "ms")
        goal = Goal(0.015, is_most=True)
        yield Figure("ten turns before it, added, p50", n, median(followed), "ms", goal=goal)

    def _pairs(self, n: int) -> Figure:
        rest = (self._corpus, self._questions, _WARM_QUESTIONS)
        programs: list[Callable[[int], _Arguments]] = [
            lambda _: [_ADAPTERS / "pairs.py", "quoth", *rest],
            lambda _: [_ADAPTERS / "pairs.py", "cross-encoder", *rest],
        ]
        self._say(f"{n:,} passages: reading one beside a question")
        quoth, rival = (median(times) for times in self._times(programs))
        name, goal = "question beside a passage, p50", Goal(0.5, is_most=True)
        return Figure(name, n, quoth, "ms", Rival("CrossEncoder", rival), goal)

    def _times(self, programs: Sequence[Callable[[int], _Arguments]]) -> Iterator[list[float]]:
        """Return what the adapters print, the times of all rounds together for each."""
        for found in self._taking_turns(programs, _ROUNDS, self._ask):
            yield [seconds for finished in found for seconds in json.loads(finished.output)]

    def _first_paint(self, n: int, runs: int) -> Figure:
        programs: list[Callable[[int], _Arguments]] = [
            lambda _: ["-m", "assistant", "chat", "--no-save", "--index", self._index],
            lambda _: [_ADAPTERS / "empty_app.py"],
        ]
        self._say(f"{n:,} passages: painting the chat, {runs} times each")
        taken = self._taking_turns(programs, runs + 1, self._paint)
        quoth, empty = (median(seconds[1:]) for seconds in taken)
        rival, goal = Rival("empty Textual app", empty), Goal(1.6, is_most=True)
        return Figure("chat, first paint", n, quoth, "s", rival, goal)

    def _batch(self, n: int) -> Iterator[Figure]:
        self._say(f"{n:,} passages: answering {QUESTIONS:,} questions")
        batch: _Arguments = ["-m", "assistant", "batch", "--no-context", "--index", self._index]
        programs: list[Callable[[int], _Arguments]] = [
            lambda _: [*batch, "--no-reader", self._questions],
            lambda _: [*batch, self._questions],
            lambda _: self._plain("batch", self._questions),
        ]
        taken = self._taking_turns(programs, _ROUNDS, self._ask)
        quoth, read, plain = (QUESTIONS / median(f.seconds for f in found) for found in taken)
        name, goal = "batch of 1,000, questions", Goal(2, is_most=False)
        yield Figure(name, n, quoth, "per s", Rival("plain", plain), goal)
        yield Figure("batch of 1,000, read, questions", n, read, "per s", Rival("plain", plain))

    def _built(self) -> Built:
        """Return what a kept folder records of its indexes, if they are still whole and current."""
        if self._record.exists() and self._is_current():
            return Built(**json.loads(self._record.read_text("utf-8")))
        shutil.rmtree(self._index, ignore_errors=True)
        self._record.unlink(missing_ok=True)
        built = self._build()
        self._record.write_text(json.dumps(asdict(built)), encoding="utf-8")
        return built

    def _is_current(self) -> bool:
        try:
            self._python("-m", "assistant", "index", "--index", self._index, "--check")
        except BenchmarkError:
            return False
        return True

    def _build(self) -> Built:
        """Build both indexes; the plain script before and after, since Quoth's takes long."""
        self._say(f"{self._size:,} passages: building")
        if not self._corpus.exists():
            self._python("-m", "eval.benchmark.corpus", self._folder, str(self._size))
        # Exports the model, which is done once, on the article in seeds/.
        shutil.rmtree(self._home / "article", ignore_errors=True)
        self._python("-m", "assistant", "index", "--index", self._home / "article")
        sample = str(min(self._size, _SAMPLE))
        before = self._plain("index", str(self._size), sample)
        rates = [json.loads(self._python(*before).output)]
        command: _Arguments = [
            "-m",
            "assistant",
            "index",
            "-s",
            self._corpus,
            "--index",
            self._index,
        ]
        seconds = self._python(*command).seconds
        passages = self._passages()
        after = self._plain("index", str(passages), sample)
        rates.append(json.loads(self._python(*after).output))
        return Built(passages, passages / seconds, fmean(rates))

    def _passages(self) -> int:
        command: _Arguments = [
            "-m",
            "assistant",
            "index",
            "--index",
            self._index,
            "--info",
            "--json",
        ]
        return int(json.loads(self._python(*command).output)["passages"])

    def _asked(self) -> list[str]:
        lines = self._questions.read_text("utf-8").splitlines()
        return [json.loads(line)["question"] for line in lines]

    def _exported(self, name: str) -> Path:
        """Return a file of the model that Quoth exported into its cache."""
        return next((self._home / "cache").rglob(name))

    def _plain(self, command: str, *rest: str | Path) -> _Arguments:
        return [_ADAPTERS / "plain.py", command, self._corpus, self._vectors, *rest]

    def _taking_turns(
        self,
        programs: Sequence[Callable[[int], _Arguments]],
        rounds: int,
        take: Callable[[_Arguments], _Taken],
    ) -> list[list[_Taken]]:
        """Run the programs one after another, round by round, so that drift meets them alike."""
        taken: list[list[_Taken]] = [[] for _ in programs]
        for i in range(rounds):
            for program, finished in zip(programs, taken, strict=True):
                finished.append(take(program(i)))
        return taken

    def _ask(self, arguments: _Arguments) -> Finished:
        # Quoth ends with 1 where it finds that nothing answers.
        return run_python(arguments, self._environment, well=(0, 1))

    def _paint(self, arguments: _Arguments) -> float:
        return seconds_to_paint(arguments, self._environment)

    def _python(self, *arguments: str | Path) -> Finished:
        return run_python(arguments, self._environment)


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]
