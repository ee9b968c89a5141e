"""Dialogue acts: what a question does that asks the documents nothing new, and what it goes on from.

Only whole questions are recognised, by few patterns: whatever says anything else is a search, and
so is whatever stands in quotation marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation import DialogueAct, Exchange, History
from index.language import fold, words

_LONGEST = 80
"""Characters; nobody needs more to greet, or to ask for more."""
_LOOKED_BACK = 100
"""Latest exchanges that are looked at."""
_QUOTED = re.compile(r"[\"“”„«»]")

_DOCUMENTS = r"(?:documents?|docs?|files?|texts?|sources?|pdfs?|papers?)"
_THIS = r"(?:document|file|text|pdf|paper|article|book|report|collection|folder)"
_THESE = rf"(?:(?:all )?(?:the|your|my|these) {_DOCUMENTS}|this(?: {_THIS})?|these|all this)"
_HAVE = (
    r"(?:have|got|know|know of|know about|hold|read|use|search|see|cover|ask|ask about|look at"
    r"|answer from|quote)"
)
_BEFORE = r"(?:(?:ok|okay|so|yes|well|great|please) )*"
_BEHIND = r"(?: please)?"
_PATTERNS = {
    DialogueAct.GREETING: (
        (
            r"(?:hi+|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))"
            r"(?: (?:there|again|quoth|all|everyone|everybody))*(?: how are you(?: doing)?(?: today)?)?"
        ),
        r"how are you(?: doing)?(?: today)?",
    ),
    DialogueAct.THANKS: (
        (
            r"(?=.*\b(?:thank(?:s| you)|thx|cheers|bye|goodbye|ok|okay|great|perfect|cool"
            r"|wonderful|excellent|awesome|got it|i see|that(?:'s| is|s) (?:it|all))\b)"
            r"(?:(?:no|yes|ah|oh|and|ok|okay|alright|great|good|nice|cool|fine|perfect|wonderful|excellent"
            r"|awesome|got it|i see|that(?:'s| is|s) (?:it|all|great|good|perfect|helpful)|cheers|thx"
            r"|thank(?:s| you)(?: (?:so much|very much|a lot|again|everyone))?"
            r"(?: for (?:your|the|all your|all the) (?:help|answers?|information|info))?"
            r"|bye|goodbye|good bye|see you|see you later|have a (?:good|nice|great) day)(?: |$))+"
        ),
    ),
    DialogueAct.DOCUMENTS: (
        (
            rf"(?:what|which|how many) {_DOCUMENTS} (?:do|can|did|have) (?:you|we|i)(?: {_HAVE})?"
            r"(?: (?:here|in here|access to|loaded|indexed|available))?"
        ),
        rf"(?:what|which) {_DOCUMENTS} (?:are|is) (?:there|these|here|in here|loaded|indexed)",
        r"how many (?:documents|docs|files) are (?:there|here|in here)",
        rf"(?:list|show)(?: me)?(?: all)?(?: (?:the|your|my|available))* {_DOCUMENTS}",
        r"what (?:can|could|may|should) (?:i|we) ask(?: you)?(?: about)?(?: here)?",
        r"what (?:kinds? of |sorts? of )?questions can (?:i|we) ask(?: you)?(?: here)?",
        r"what can you (?:do|answer|tell me)|what do you know(?: about)?|(?:who|what) are you",
        r"what do you have(?: here)?|(?:can you )?help(?: me)?",
    ),
    DialogueAct.OVERVIEW: (
        rf"what(?:'s| is| are|s) (?:all )?{_THESE} (?:all )?about",
        rf"what(?:'s| is|s) in (?:here|(?:your|my|these) {_DOCUMENTS})",
        (
            rf"(?:(?:can|could) you )?(?:give me |show me )?(?:a|an) (?:short |brief )?"
            rf"(?:summary|overview)(?: of {_THESE})?"
        ),
        rf"(?:(?:can|could) you )?summari[sz]e(?: {_THESE})?",
    ),
    DialogueAct.MORE: (
        r"(?:(?:show|give)(?: me)? )?(?:some )?more(?: (?:passages|results|answers|quotes))?",
        r"(?:(?:show|give)(?: me)? )?the rest(?: of (?:them|it|the (?:passages|results)))?",
        r"(?:(?:show|give)(?: me)? )?(?:the )?(?:next|other) (?:passages?|results?|answers|page|ones?)",
        r"next|any more|(?:are there )?(?:any )?(?:more|other) (?:passages|results|answers)",
    ),
    DialogueAct.ELABORATION: (
        r"(?:(?:can|could) you )?tell me (?:some |a (?:bit|little) )?more(?: about (?:this|that))?",
        (
            r"(?:(?:can|could) you )?(?:say more|go on|continue|carry on|keep going|read on|elaborate"
            r"|explain|expand)(?: on)?(?: (?:this|that))?"
        ),
        r"(?:(?:show|give) me )?(?:some |the )?(?:more )?(?:details|context)|in more detail",
        r"(?:(?:show|give) me )?(?:some )?more (?:info|information)",
        r"what (?:comes|stands|is written|does it say) (?:before|after|around|next)(?: (?:it|this|that))?",
    ),
    DialogueAct.REASON: (
        r"(?:(?:and|but) )?(?:why(?: (?:so|not|that|is that(?: so)?|is this))?|how (?:so|come))(?: exactly)?",
    ),
}
_ACTS = tuple(
    (act, re.compile(rf"{_BEFORE}(?:{'|'.join(patterns)}){_BEHIND}"))
    for act, patterns in _PATTERNS.items()
)


def dialogue_act(question: str) -> DialogueAct | None:
    """Return what a question does besides asking the documents; None where it is a search."""
    if len(question) > _LONGEST or _QUOTED.search(fold(question)):
        return None
    said = " ".join(words(question))
    return next((act for act, pattern in _ACTS if pattern.fullmatch(said)), None)


@dataclass(frozen=True, slots=True)
class Continuation:
    """What a dialogue act goes on from.

    Args:
        base: The number of the exchange whose answer it asks more of.
        is_around: Whether it asks for what stands around the passage that answered, rather than
            for the passages that come next.
        pages: How many answers have given of that already.
    """

    base: int
    is_around: bool
    pages: int


def asking(history: History) -> Sequence[Exchange]:
    """Return the latest exchanges that asked the documents something, oldest first."""
    latest = history[-_LOOKED_BACK:]
    return [one for one in latest if (act := _act(one)) is None or act.continues]


def continuation(act: DialogueAct, history: History) -> Continuation | None:
    """Return what an act goes on from; None where that is nothing, so that it is a search.

    Args:
        act: One that continues.
        history: The exchanges that asked something; see ``asking``.
    """
    base = len(history) - 1
    while base >= 0 and _act(history[base]):
        base -= 1
    if base < 0:
        return None
    since = [_act(exchange) for exchange in history[base + 1 :]]
    around = next((n for n, one in enumerate(since) if one is not DialogueAct.MORE), len(since))
    if act is DialogueAct.MORE and around == len(since):
        return Continuation(base, is_around=False, pages=1 + len(since))
    if not history[base].answer or (act is DialogueAct.REASON and around < len(since)):
        return None
    return Continuation(base, is_around=True, pages=len(since) - around)


def _act(exchange: Exchange) -> DialogueAct | None:
    return exchange.query.act if exchange.query else dialogue_act(exchange.question)
