"""Description: what an index is made of, in numbers and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from index.files.glob_patterns import Filters
from index.storage.manifest import Manifest


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
    skipped: Mapping[str, int]
    problems: tuple[str, ...]

    @classmethod
    def of(cls, manifest: Manifest, documents: int, passages: int, size: int) -> Self:
        """Describe an index by its manifest and what is counted of its contents."""
        return cls(
            sources=manifest.sources,
            filters=manifest.filters,
            model=manifest.model.name,
            fingerprint=manifest.fingerprint,
            generation=manifest.generation,
            documents=documents,
            passages=passages,
            bytes=size,
            skipped=manifest.skipped,
            problems=manifest.problems,
        )
