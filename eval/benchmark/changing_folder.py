"""A large folder that changes: what its first build and its refreshes cost, in one run."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

from eval.benchmark.corpus import passages
from eval.benchmark.figures import Figure, Goal, Rival
from eval.benchmark.process import Finished, isolated, run_python

_ADAPTERS = Path(__file__).parent / "adapters"
_PASSAGES_A_FILE = 4
"""Which makes 2 KB."""
_FILES_A_FOLDER = 100
_MEMORY = Goal(1e9, is_most=True)

_Arguments = Sequence[str | Path]


class ChangingFolder:
    """A folder of notes, an index of it, and what is done with both."""

    def __init__(self, home: Path, files: int, say: Callable[[str], None]) -> None:
        self._files = files
        self._say = say
        self._article = home / "article"
        self._environment = isolated(home)
        self._notes = home / f"{files}-notes"
        self._index = home / f"{files}-index"
        self._n = 0

    def run(self, runs: int) -> Iterator[Figure]:
        """Build and measure; each figure is the median of ``runs``, the build but one."""
        self._say(f"{self._files:,} files: writing")
        self._python("-m", "eval.benchmark.changing_folder", self._notes, str(self._files))
        # Exports the model, which is done once, on the article in seeds/.
        self._python("-m", "assistant", "index", "--index", self._article)
        yield from self._build()
        yield from self._refreshes(runs)

    def _build(self) -> Iterator[Figure]:
        self._say(f"{self._files:,} files: building")
        adapter = _ADAPTERS / "building.py"
        built = self._python(adapter, "index", "-s", self._notes, "--index", self._index, "--json")
        taken = json.loads(built.output.splitlines()[-1])
        described = json.loads(built.output.splitlines()[0])
        self._n = described["passages"]
        outside = taken["seconds"] - taken["encoding"]
        rival = Rival("whole build", taken["seconds"])
        yield self._seconds("build, outside of encoding", outside, rival, Goal(0.1, is_most=True))
        yield self._memory("build, peak memory", [built])
        yield Figure("index", self._n, described["bytes"], "MB")

    def _refreshes(self, runs: int) -> Iterator[Figure]:
        refresh: _Arguments = ["-m", "assistant", "index", "--index", self._index]
        ask: _Arguments = ["-m", "assistant", "ask", "Who was there?", "--index"]
        steps: list[tuple[str, Callable[[int], None], _Arguments]] = [
            ("nothing", lambda _: None, refresh),
            ("one", self._change, refresh),
            ("folder", self._rename, refresh),
            ("ask", lambda _: None, [*ask, self._index]),
            ("ask one", lambda _: None, [*ask, self._article]),
        ]
        self._say(f"{self._files:,} files: refreshing and asking, {runs} times each")
        taken: dict[str, list[Finished]] = {name: [] for name, _, _ in steps}
        for i in range(runs):
            for name, change, command in steps:
                change(i)
                taken[name].append(run_python(command, self._environment, well=(0, 1)))
        seconds = {name: median(f.seconds for f in taken[name]) for name in taken}
        nothing = Rival("nothing changed", seconds["nothing"])
        twice = Goal(2, is_most=True)
        yield self._seconds("refresh, one file changed", seconds["one"], nothing, twice)
        yield self._seconds("refresh, one file changed", seconds["one"], None, twice)
        yield self._seconds("refresh, a folder of 100 renamed", seconds["folder"], nothing)
        yield self._memory("refresh, peak memory", taken["one"])
        rival = Rival("of one file", seconds["ask one"])
        yield self._seconds("ask, nothing changed", seconds["ask"], rival)

    def _seconds(
        self, measure: str, value: float, rival: Rival | None, goal: Goal | None = None
    ) -> Figure:
        return Figure(measure, self._n, value, "s", rival, goal)

    def _memory(self, measure: str, finished: Sequence[Finished]) -> Figure:
        return Figure(measure, self._n, max(f.memory for f in finished), "MB", goal=_MEMORY)

    def _change(self, number: int) -> None:
        note = sorted(self._notes.rglob("*.txt"))[self._files // 2]
        with note.open("a", encoding="utf-8") as file:
            file.write(f"\nSomebody added line {number}.\n")

    def _rename(self, number: int) -> None:
        next(self._notes.glob("0*")).rename(self._notes / f"0 renamed {number}")

    def _python(self, *arguments: str | Path) -> Finished:
        return run_python(arguments, self._environment)


def write(folder: Path, files: int) -> None:
    """Write ``files`` notes of 2 KB, a hundred in each of the folders."""
    texts = passages(files * _PASSAGES_A_FILE)
    for number in range(files):
        below = folder / f"{number // _FILES_A_FOLDER:04}"
        below.mkdir(parents=True, exist_ok=True)
        body = "\n\n".join(islice(texts, _PASSAGES_A_FILE))
        (below / f"note-{number:06}.txt").write_text(f"{body}\n", encoding="utf-8")


if __name__ == "__main__":
    # In a process of its own, so that the benchmark stays small; see process.Finished.
    write(Path(sys.argv[1]), int(sys.argv[2]))
