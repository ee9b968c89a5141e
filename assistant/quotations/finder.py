"""Finder: looks for quotations in the documents of an index; needs no model."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from assistant.asking import LONGEST_QUOTATION
from assistant.citations.pointing import point
from assistant.quotations.approximating import Approximate, approximate
from assistant.quotations.comparing import Setting, settings_between
from assistant.quotations.corpus import Corpus, Entry
from assistant.quotations.differences import differences
from assistant.quotations.finding import Finding, Match, QuotedPlace
from assistant.quotations.locating import FARTHEST, Located, Part, Text, parts_of
from assistant.quotations.markup import HIDDEN, as_seen
from assistant.quotations.stitching import Windows
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.answering import Citation
    from index.documents import Span
    from index.library import Library

_MOST_PARTS = 20
"""Parts of a quotation, between "…" and "…"."""
_MOST_PLACES = 1000
"""Places of a quotation that are told of."""
_CANDIDATES = 10
"""Passages that share the most telling words with a quotation, in which it may nearly stand."""
_REMEMBERED = 8
"""Skeletons that were looked for last, since one quotation looks for the same several times."""
_NEAR_ENOUGH = 0.05
"""A place that is less like a quotation than the best one, by more than this, is not told."""


class Finder:
    """Finds quotations; keeps the skeletons of the documents, so it needs the memory of their texts.

    Args:
        library: Holds the documents.
        without: The ids of those in which nothing is looked for.
    """

    def __init__(self, library: "Library", without: Collection[str] = ()) -> None:
        self.without = frozenset(without)
        self._library = library
        corpus = Corpus(self._texts)
        self._held = lru_cache(maxsize=_REMEMBERED)(lambda key: list(corpus.holding(key)))

    def find(self, quotation: str) -> Finding:
        """Return where a quotation stands: word for word if anywhere, else nearly, else in pieces.

        Raises:
            InputError: It is too long, or has neither letters nor digits.
        """
        whole, parts = _checked(quotation)
        verbatim = islice(self._verbatim(whole), _MOST_PLACES)
        if places := list(verbatim) or list(islice(self._elided(parts), _MOST_PLACES)):
            return Finding(quotation, tuple(sorted(places, key=_rank)))
        if pieces := self._apart(parts):
            return Finding(quotation, (), pieces)
        windows = self._windows(whole, parts)
        near = self._near(whole, parts, windows)
        pieces = self._stitched(whole, windows)
        if pieces and not (near and all(_lies_in(piece, near[0]) for piece in pieces)):
            return Finding(quotation, (), pieces)
        return Finding(quotation, near)

    def _verbatim(self, whole: Part) -> Iterator[QuotedPlace]:
        found: set[tuple[str, int]] = set()
        for name, text in self._holding([whole]):
            for located in text.located(whole):
                # What stands outside links is found in a text as it is, and again as it is seen.
                if (name, located.start) not in found:
                    found.add((name, located.start))
                    yield self._place(name, [located], whole.text)

    def _elided(self, parts: Sequence[Part]) -> Iterator[QuotedPlace]:
        quoted = " … ".join(part.text for part in parts)
        for name, text in self._holding(parts) if len(parts) > 1 else ():
            for chain in text.chains(parts):
                yield self._place(name, chain, quoted)

    def _apart(self, parts: Sequence[Part]) -> tuple[QuotedPlace, ...]:
        """Return where the parts stand if each stands somewhere, in one document if they all do."""
        found = (islice(self._verbatim(part), _MOST_PLACES) for part in parts)
        places = [list(each) for each in found] if len(parts) > 1 else []
        if not places or not all(places):
            return ()
        held = [{place.citation.document for place in each} for each in places]
        shared = set.intersection(*held)
        return tuple(
            next((one for one in each if one.citation.document in shared), each[0])
            for each in places
        )

    def _near(
        self, whole: Part, parts: Sequence[Part], windows: Sequence[tuple[str, "Span"]]
    ) -> tuple[QuotedPlace, ...]:
        """Return the places that nearly say it, the likest first; of places that overlap the best."""
        found: list[QuotedPlace] = []
        places = [*self._punctuated(whole), *windows]
        near = (self._nearly(name, window, whole, parts) for name, window in places)
        for place in sorted(filter(None, near), key=lambda place: -place.likeness):
            is_new = not any(_overlap(place.citation, other.citation) for other in found)
            if is_new and place.likeness >= (found or [place])[0].likeness - _NEAR_ENOUGH:
                found.append(place)
        return tuple(sorted(found, key=_rank))

    def _punctuated(self, whole: Part) -> Iterator[tuple[str, "Span"]]:
        """Give places with the same letters and digits, but other marks, accents or spaces."""
        for name, text in self._holding([whole]):
            for span in islice(text.spans(whole), _CANDIDATES):
                yield name, span

    def _nearly(
        self, name: str, window: "Span", whole: Part, parts: Sequence[Part]
    ) -> QuotedPlace | None:
        """Return where in a window a quotation, or one part after the other, nearly stands."""
        text = self._seen(name)
        start, end = window
        chain: list[Approximate] = []
        for part in parts:
            near = approximate(part.core, text, (start, end))
            if near is None:
                return None
            chain.append(near)
            start = near.end
        span = (chain[0].start, chain[-1].end)
        pairs = [
            (part.core, text[at.start : at.end]) for part, at in zip(parts, chain, strict=True)
        ]
        settings = [settings_between(*pair) for pair in pairs]
        if len(parts) == 1 and settings[0] is not None:
            return self._place(name, [Located(*span, settings[0])], whole.text)
        return replace(
            self._place(name, [Located(at.start, at.end) for at in chain], whole.text),
            match=Match.NEAR,
            differences=tuple(
                one for pair in pairs for one in differences(pair[0], pair[1].replace(HIDDEN, ""))
            ),
            likeness=min(near.likeness for near in chain),
        )

    def _stitched(
        self, whole: Part, windows: Sequence[tuple[str, "Span"]]
    ) -> tuple[QuotedPlace, ...]:
        names = list(dict.fromkeys(name for name, _ in windows))
        texts = [self._seen(name) for name in names]
        spans = [(names.index(name), span) for name, span in windows]
        return tuple(
            self._place(
                names[piece.document],
                [Located(*piece.span)],
                whole.text[slice(*piece.quoted)],
            )
            for piece in Windows(texts, spans).stitched(whole.text)
        )

    def _windows(self, whole: Part, parts: Sequence[Part]) -> list[tuple[str, "Span"]]:
        """Return where a quotation may nearly stand, or stretches of it: passages and some more."""
        middle = len(whole.core) // 2
        asked = [whole.core, whole.core[:middle], whole.core[middle:]]
        asked += [part.core for part in parts] if len(parts) > 1 else []
        margin = len(whole.core) + len(parts) * FARTHEST - FARTHEST
        found: dict[tuple[str, Span], None] = {}
        for text in asked:
            for passage in self._library.best_by_words(text, _CANDIDATES + len(self.without)):
                if passage.document in self.without:
                    continue
                span = (max(passage.start - margin, 0), passage.end + margin)
                found[passage.document, span] = None
        return list(found)

    def _place(self, name: str, chain: Sequence[Located], quoted: str) -> QuotedPlace:
        text = self._library.text(name)
        start, end = chain[0].start, chain[-1].end
        settings = {setting for located in chain for setting in located.settings}
        match = Match.TYPOGRAPHIC if settings else Match.EXACT
        return QuotedPlace(
            match=match if len(chain) == 1 else Match.ELIDED,
            text=text[start:end],
            citation=point(
                self._library.documents[name], text, (start, end), marker=1,
                intact=self._library.is_intact(name),
            ),
            quoted=quoted,
            settings=tuple(setting for setting in Setting if setting in settings),
            left_out=tuple(text[one.end : other.start] for one, other in pairwise(chain)),
        )  # fmt: skip

    def _holding(self, parts: Sequence[Part]) -> Iterator[tuple[str, Text]]:
        """Give the texts that hold the letters and digits of all parts, in order."""
        longest = max(parts, key=lambda part: len(part.key))
        for (name, is_seen), key in self._held(longest.key):
            text = Text(self._seen(name) if is_seen else self._library.text(name), key)
            if text.holds(parts):
                yield name, text

    def _seen(self, name: str) -> str:
        return as_seen(self._library.text(name), name)

    def _texts(self) -> Iterator[tuple[Entry, str]]:
        """Give the text of each document as it is, and as it is seen where that is another."""
        for name in self._library.documents:
            if name in self.without:
                continue
            text = self._library.text(name)
            yield (name, False), text
            seen = as_seen(text, name)
            if seen is not text:
                yield (name, True), seen


def _checked(quotation: str) -> tuple[Part, list[Part]]:
    if len(quotation) > LONGEST_QUOTATION:
        raise InputError(
            f"the quotation is too long; give at most {LONGEST_QUOTATION:,} characters of it"
        )
    whole, parts = Part.of(quotation), parts_of(quotation)
    if not parts:
        raise InputError("the quotation has neither letters nor digits; give some words of it")
    if len(parts) > _MOST_PARTS:
        raise InputError(f"the quotation has more than {_MOST_PARTS} parts; look for some of them")
    return whole, parts


def _rank(place: QuotedPlace) -> int:
    """Return what places are sorted by; those that are as good stay in their order."""
    return list(Match).index(place.match)


def _overlap(one: "Citation", other: "Citation") -> bool:
    is_same = one.document == other.document
    return is_same and one.start < other.end and other.start < one.end


def _lies_in(piece: QuotedPlace, place: QuotedPlace) -> bool:
    here, there = piece.citation, place.citation
    return here.document == there.document and there.start <= here.start and here.end <= there.end
