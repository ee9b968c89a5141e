"""Summary: the measures of a run, over all its questions, by tag and by document."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.measures.binding import Binding, UnderTest
from eval.measures.measures import Measure, measure
from eval.measures.reliability import Bin, Refusal, refusals, reliability
from eval.measures.result import Result
from eval.measures.risk_coverage import Covered, risk_coverage


@dataclass(frozen=True, slots=True)
class Slice:
    """The measures over some questions: of a tag, or of a document; None names all of them."""

    name: str | None
    questions: int
    measures: tuple[Measure, ...]

    def measure(self, name: str) -> Measure:
        """Return a measure; one without value where it has none."""
        return next((m for m in self.measures if m.name == name), Measure(name, math.nan, 0))

    def value(self, name: str) -> float:
        """Return a measure as it is reported and gated on; NaN where it has none."""
        return self.measure(name).value


@dataclass(frozen=True, slots=True)
class Summary:
    """What the results of a set come to; slices are sorted by name.

    ``documents`` are the slices of the questions that a document answers, without intervals; none
    where one document answers all.
    """

    name: str
    results: tuple[Result, ...]
    binding: Binding
    under_test: UnderTest
    overall: Slice
    covered: tuple[Covered, ...]
    reliability: tuple[Bin, ...]
    refusals: tuple[Refusal, ...]
    slices: tuple[Slice, ...]
    documents: tuple[Slice, ...]

    @classmethod
    def of(
        cls,
        name: str,
        results: tuple[Result, ...],
        binding: Binding,
        under_test: UnderTest,
        *,
        intervals: bool = True,
    ) -> "Summary":
        """Measure the results of a set."""
        tags = sorted({tag for result in results for tag in result.tags})
        documents = sorted({document for result in results for document in result.documents})
        return cls(
            name=name,
            results=results,
            binding=binding,
            under_test=under_test,
            overall=_slice(None, results, intervals=intervals),
            covered=risk_coverage(results),
            reliability=reliability(results),
            refusals=refusals(results),
            slices=tuple(
                _slice(tag, [r for r in results if tag in r.tags], intervals=intervals)
                for tag in tags
            ),
            documents=_document_slices(results, documents) if len(documents) > 1 else (),
        )

    def count(self, *, answerable: bool | None) -> int:
        """Return how many questions are answerable, unanswerable, or of unknown answerability."""
        return sum(result.answerable is answerable for result in self.results)

    @property
    def failures(self) -> tuple[Result, ...]:
        """The questions that have no answer."""
        return tuple(result for result in self.results if result.failure is not None)

    @property
    def unplaced(self) -> tuple[tuple[Result, str], ...]:
        """Each quote that lies in no passage, with its question."""
        return tuple((result, quote) for result in self.results for quote in result.unplaced)


def _slice(name: str | None, results: Sequence[Result], *, intervals: bool) -> Slice:
    return Slice(name, len(results), measure(results, intervals=intervals))


def _document_slices(results: Sequence[Result], documents: Sequence[str]) -> tuple[Slice, ...]:
    answered: dict[str, list[Result]] = {document: [] for document in documents}
    for result in results:
        for document in result.documents:
            answered[document].append(result)
    return tuple(_slice(name, found, intervals=False) for name, found in answered.items())
