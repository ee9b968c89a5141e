"""Description: what an index is made of, in numbers and names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from index.errors import Message, QuothError, Remedy
from index.files.glob_patterns import Filters
from index.storage.manifest import Manifest

_FEW = 3
"""Files that are named one by one where they could not be read."""
_LEFT_OUT_ON_PURPOSE = frozenset({"excluded", "hidden", "ignored", "lock file"})


@dataclass(frozen=True, slots=True)
class Description:
    """What an index is made of.

    Args:
        sources: Files and folders, as absolute paths.
        filters: Which files of them are read.
        model: The name of the embedding model.
        fingerprint: The hash of what answers depend on: contents and settings.
        generation: The name of this build, another one for each.
        documents: How many there are.
        passages: How many there are.
        bytes: How many its files have.
        unfinished: How many bytes a build that has not ended keeps beside it, for the next to go on with.
        skipped: How many files and folders were passed over, by reason.
        problems: What could not be read, in one line each.
    """

    sources: tuple[str, ...]
    filters: Filters
    model: str
    fingerprint: str
    generation: str
    documents: int
    passages: int
    bytes: int
    unfinished: int
    skipped: Mapping[str, int]
    problems: tuple[str, ...]

    @classmethod
    def of(
        cls, manifest: Manifest, documents: int, passages: int, size: int, unfinished: int
    ) -> Self:
        """Describe an index by its manifest and what is counted of its contents and beside it."""
        return cls(
            sources=manifest.sources,
            filters=manifest.filters,
            model=manifest.model.name,
            fingerprint=manifest.fingerprint,
            generation=manifest.generation,
            documents=documents,
            passages=passages,
            bytes=size,
            unfinished=unfinished,
            skipped=manifest.skipped,
            problems=manifest.problems,
        )

    def unread(self) -> Iterator[Message]:
        """Give in a few lines what was not read: what could not be, and how many files beside, and why.

        What was left out on purpose is not told.
        """
        if len(self.problems) <= _FEW:
            yield from self.problems
        else:
            first, count = self.problems[0], len(self.problems) - 1
            yield QuothError(
                f"{first}, and {count:,} more that were not read whole", Remedy.LIST_FILES
            )
        beside = {why: n for why, n in self.skipped.items() if why not in _LEFT_OUT_ON_PURPOSE}
        if beside:
            yield QuothError(
                f"files beside that were not read: {reasons(beside)}", Remedy.LIST_FILES
            )


def reasons(skipped: Mapping[str, int]) -> str:
    """Return how many files were passed over for which reason, as in "10 unknown format, 2 empty"."""
    return ", ".join(f"{count:,} {reason}" for reason, count in skipped.items())
