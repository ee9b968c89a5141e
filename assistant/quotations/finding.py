"""Finding: where a quotation stands, and how it differs there from what was quoted."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answering import Citation
from assistant.quotations.comparing import Setting
from assistant.quotations.differences import Difference


class Match(StrEnum):
    """How a quotation stands in a place, or in the documents as a whole; the first are the best."""

    EXACT = "exact"
    """To the letter."""
    TYPOGRAPHIC = "typographic"
    """In the same words, set otherwise: white space, quotation marks, hyphens, case."""
    ELIDED = "elided"
    """In the same words, with some left out, as "…" says."""
    NEAR = "near"
    """With small differences."""
    STITCHED = "stitched"
    """In no place: its stretches stand in several."""
    NONE = "none"
    """Nowhere."""

    @property
    def is_verbatim(self) -> bool:
        """Whether the documents say it in these words."""
        return self in {Match.EXACT, Match.TYPOGRAPHIC, Match.ELIDED}


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A place where a quotation, or a stretch of one, stands.

    Args:
        match: How it stands there.
        text: What the document says there, verbatim.
        citation: The place.
        quoted: The stretch of the quotation that stands there.
        settings: In what both differ, where they differ in their setting alone.
        left_out: What the document says between the parts of an elided quotation.
        differences: Where both differ in their words.
        likeness: How alike the letters of both are, from 0 to 1.
    """

    match: Match
    text: str
    citation: Citation
    quoted: str
    settings: tuple[Setting, ...] = ()
    left_out: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a quotation stands: the best places first, those as good in document order.

    ``pieces`` are where its stretches stand, in their order, if it stands in no place as a whole.
    """

    quotation: str
    places: tuple[QuotedPlace, ...] = ()
    pieces: tuple[QuotedPlace, ...] = ()

    @property
    def match(self) -> Match:
        """How it stands in the documents, at its best."""
        if self.places:
            return self.places[0].match
        return Match.STITCHED if self.pieces else Match.NONE
