"""Opposites: whether a sentence says of what is asked the opposite, as near misses do.

"Who lost the war?" is not answered by who won it, nor "What is not restored?" by what is. An answer to
such a question has its other words, and often a likely name; only the one word tells.
"""

import re
from functools import lru_cache

from index.exactness.sign import has_sign, signs
from index.language import stem, terms

_PAIRS = """
    abolish establish, absorb emit, accelerate decelerate, accept reject, accept refuse, accept renounce,
    advance retreat, allow deny, amateur professional, artificial natural, ascend descend, asymmetric symmetric,
    backward forward, bad good, begin end, best worst, better worse, birth death, black white, bottom top, boy girl,
    brother sister, calm stormy, cause prevent, civilian military, clean dirty, close open, cold hot, cold warm,
    complex simple, conquer defend, conservative liberal, construct destroy, contract expand, cool heat, cool warm,
    critic praise, criticize praise, dark light, death birth, decode encode, decrease increase, deep shallow,
    destroy preserve, demote promote, deny confirm, difficult easy, discourage encourage, domestic foreign, double single,
    download upload, downgrade upgrade, early late, east west, eastern western, emigrate immigrate,
    enter exit, even odd, exclude include, expand reduce, expand shorten, explicit implicit, export import,
    exterior interior, external internal, fail succeed, failure success, fall rise, far near, fast slow, few many,
    first last, first second, first third, second third, follow precede, forget remember, frequent rare,
    front rear, future past, gain loss, gain lose, general specific, greater lesser, guilty innocent, happy sad,
    hard soft, hardware software, hate love, heavy light, high low, highest lowest, hire fire, horizontal vertical,
    indoor outdoor, inferior superior, inhibit promote, inner outer, inside outside, joint separate, junior senior,
    large small, largest smallest, big small, biggest smallest, left right, liquid solid, long short, longest shortest,
    loosen tighten, lose win, lower raise, lower upper, major minor, majority minority, man woman, men women,
    maximum minimum, mental physical, more less, most least, multiple single, new old, newest oldest, north south,
    northern southern, northeast southwest, northwest southeast, northeastern southwestern, northwestern southeastern,
    oldest youngest, optional mandatory, permanent temporary, poor rich, postwar prewar, private public,
    primary secondary, quick slow, rough smooth, rural urban, speak write, spring autumn, start end, start finish,
    start stop, begin stop, strengthen weaken, strong weak, strongest weakest, suppress encourage, suppress promote,
    summer winter, thick thin, tight loose, transmit receive, uptown downtown, visible invisible, wet dry
    """
_OPPOSITES: dict[str, set[str]] = {}
for _one, _other in (pair.split() for pair in _PAIRS.split(",")):
    for _from, _to in ((stem(_one), stem(_other)), (stem(_other), stem(_one))):
        _OPPOSITES.setdefault(_from, set()).add(_to)

_PREFIXES = ("un", "non", "il", "ir", "in", "im", "dis")
_NO_PREFIX = frozenset(
    [
        "display",
        "import",
        "impress",
        "imprison",
        "inform",
        "inherit",
        "inland",
        "intend",
        "union",
        "unit",
    ]
)
"""Stems of words that only seem to deny another one."""
_SHORTEST = 4
"""Letters of what stands behind such a prefix."""
_HOW = re.compile(r"\bhow \w+", re.IGNORECASE)
"""What asks for a measure and says nothing of it: "How old is the new bridge?"."""


@lru_cache(maxsize=512)
def says_opposite(question: str, sentence: str) -> bool:
    """Whether a sentence says the opposite of what an English question asks for.

    Either a word of it has its opposite there and does not stand there itself, or it asks what is not
    so and the sentence says that it is. A question that has both ("high or low?") asks which.
    """
    asked, said = set(terms(_HOW.sub("how", question))), set(terms(sentence))
    lacking, others = asked - said, said - asked
    return any(_opposites(term) & others for term in lacking) or _is_denied(question, sentence)


def _opposites(term: str) -> set[str]:
    return {*_OPPOSITES.get(term, ()), *_by_prefix(term)}


def _by_prefix(term: str) -> set[str]:
    if term in _NO_PREFIX or len(term) < _SHORTEST:
        return set()
    longer = {f"{prefix}{term}" for prefix in _PREFIXES} - _NO_PREFIX
    shorter = {term.removeprefix(prefix) for prefix in _PREFIXES if term.startswith(prefix)}
    return longer | {rest for rest in shorter if len(rest) >= _SHORTEST}


def _is_denied(question: str, sentence: str) -> bool:
    """Whether a question asks what is not so of something that a sentence says to be so."""
    if not has_sign(question):
        return False
    denied = {concept for concept, sign in signs(question).items() if sign < 0}
    return bool(denied) and any(signs(sentence).get(concept, 0) > 0 for concept in denied)
