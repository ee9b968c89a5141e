"""Judge: says of each quotation and cited claim of a text whether the documents bear it out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answering import CitedPassage
from assistant.conversation import Turn
from assistant.judging.extracting import Extract
from assistant.judging.naming import Said, without_markers
from assistant.quotations.finder import Finder
from assistant.quotations.finding import Finding, Match, QuotedPlace
from index.errors import InputError

Ask = Callable[[str], Turn]
"""Answers a question, or finds what says a claim."""


_EVEN = 0.5
"""The probability from which on a passage, by reading, rather says a claim than not."""


class Verdict(StrEnum):
    """What a quotation is; only ``VERBATIM`` holds."""

    VERBATIM = "verbatim"
    """It stands in the documents in these words, and where it is said to."""
    NEAR = "near"
    """It stands there with small differences."""
    STITCHED = "stitched"
    """It is put together of several places."""
    MISATTRIBUTED = "misattributed"
    """It stands elsewhere than is said."""
    NOT_FOUND = "not found"
    """Nothing of the kind stands in the documents; nothing found says a claim."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of a quotation, or of a claim.

    ``verdict`` is None for a claim for which passages were found: they say it, as far as the reader
    can tell, which proves nothing. ``finding`` is where a quotation stands, ``passages`` what was
    found for a claim.
    """

    extract: Extract
    verdict: Verdict | None
    finding: Finding | None = None
    passages: tuple[CitedPassage, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the documents bear it out."""
        return self.verdict in {Verdict.VERBATIM, None}


class Judge:
    """Judges quotations and claims.

    Args:
        finder: Finds quotations.
        ask: Finds what says a claim.
    """

    def __init__(self, finder: Finder, ask: Ask) -> None:
        self._finder = finder
        self._ask = ask

    def judged(self, extracts: Iterable[Extract]) -> list[Judgement]:
        """Return the judgements of quotations and claims, in order."""
        return [self._claim(one) if one.is_claim else self._quotation(one) for one in extracts]

    def _quotation(self, extract: Extract) -> Judgement:
        if extract.whole and self._found(extract.whole).match.is_verbatim:
            extract = Extract(extract.whole, extract.line, Said())  # the end is of what is quoted
        finding = self._found(extract.text)
        said, match = extract.said, finding.match
        if match is Match.STITCHED:
            return Judgement(extract, Verdict.STITCHED, finding)
        if match is Match.NONE:
            return Judgement(extract, Verdict.NOT_FOUND, finding)
        in_place = [place for place in finding.places if _is_said(place, extract)]
        if match is Match.NEAR:
            places = tuple(in_place) or finding.places
            return Judgement(extract, Verdict.NEAR, replace(finding, places=places))
        if (said.documents or said.pages) and not in_place:
            return Judgement(extract, Verdict.MISATTRIBUTED, finding)
        return Judgement(extract, Verdict.VERBATIM, replace(finding, places=tuple(in_place)))

    def _found(self, quotation: str) -> Finding:
        """Find a quotation; if it is not there as it stands, without the references inside it.

        What is too long, or has nothing to find it by, is not found.
        """
        best = Finding(quotation)
        for text in dict.fromkeys((quotation, without_markers(quotation))):
            try:
                found = replace(self._finder.find(text), quotation=quotation)
            except InputError:
                continue
            if found.match.is_verbatim:
                return found
            best = found if found.match is not Match.NONE else best
        return best

    def _claim(self, extract: Extract) -> Judgement:
        if self._found(extract.text).match.is_verbatim:
            return self._quotation(extract)
        answer = self._ask(extract.text).answer
        passages = tuple(
            passage
            for passage in answer.passages
            if passage.citation.document not in self._finder.without
        )
        is_found = answer.found
        if passages[:1] != answer.passages[:1]:  # the one that answered is not to be asked
            is_found = any((passage.read or 0) >= _EVEN for passage in passages)
        if not is_found:
            return Judgement(extract, Verdict.NOT_FOUND)
        said = set(extract.said.documents)
        cited = (
            {citation.document for citation in (passage.citation, *passage.also)}
            for passage in passages
        )
        is_elsewhere = said and all(said.isdisjoint(documents) for documents in cited)
        verdict = Verdict.MISATTRIBUTED if is_elsewhere else None
        return Judgement(extract, verdict, passages=passages)


def _is_said(place: QuotedPlace, extract: Extract) -> bool:
    """Whether a place is where a quotation is said to stand; it is where nothing is said."""
    citation, said = place.citation, extract.said
    if said.documents and citation.document not in said.documents:
        return False
    if not said.pages or citation.page is None or citation.page in said.pages:
        return True
    return citation.page_label in {str(page) for page in said.pages}  # as the document counts
