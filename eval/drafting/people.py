"""People: which names in a document are those of persons."""

import re

_TITLES = (
    r"(?:President|General|Colonel|King|Queen|Emperor|Prince|Princess|Pope|Sir|Lord|Lady|Saint"
    r"|Minister|Senator|Governor|Professor|Doctor|Captain|Mr|Mrs|Ms|Dr|Prof|St)\.?"
)
_WORD = r"[A-Z][a-zé’'-]+"  # noqa: RUF001
_FULL = re.compile(rf"(?<!\w)({_WORD}|[A-Z]\.)((?:\s(?:{_WORD}|[A-Z]\.)){{0,2}})\s({_WORD})(?!\w)")
_TITLED = re.compile(rf"(?<!\w){_TITLES}\s((?:{_WORD}\s){{0,2}}{_WORD})(?!\w)")
_PERSON_AFTER = re.compile(r".{0,120}?\b(?:he|she|his|her|who|born)\b", re.IGNORECASE)
_NO_PERSON = frozenset(
    """
    Academy Act Africa African Agency Ancient Agreement Air America American Arab Army Asia Asian Assembly
    Association Avenue Bank Bay Battle Beach Black Board Bowl Bridge British Bureau Castle Center
    Central Centre Chinese Church City Civil Club College Commission Committee Company Conference
    Constitution Convention Corporation Council County Court Crisis Declaration Department District
    East Eastern Electric Empire England English Europe European Federal Federation First Foundation
    France Free Freedom French General German Germany Government Great Group Hall High Hill Holy
    Hospital House Imperial Indian Industrial Institute International Island Islands Japanese Kingdom
    Korea Lake Latin Law League Library Light Manufacturing Market Middle Military Minister Ministry
    Museum National New North Northern Nobel Ocean Office Old Olympic Order Organization Panel Park
    Parliament Party Peace Plan Post Press Prize Project Public Republic Review River Roman Royal
    Russian School Science Sea Second Secretary Series Service Society South Southern Soviet Square
    St State States Station Street Summit Supreme System Team Theatre Tower Treaty Trust Union
    United University Valley War West Western World Yellow Zone The This That These Those In On At
    Its His Her Their Many Most Some All Both Each Since After Before During When While Although
    However Despite Under For As But And If Not No One Two Three
    """.split()  # noqa: SIM905
)


def _is_alone(surname: str, text: str) -> bool:
    """Whether a text calls somebody by the surname alone somewhere."""
    return re.search(rf"(?:[a-z,;.] |\A){re.escape(surname)}(?![\w-])", text) is not None


def _is_place(name: str, text: str) -> bool:
    """Whether a text says "in" or "the" before a name, as it does of places and bodies."""
    name = re.escape(name)
    of_places = rf"\bin {name}(?![\w’'-])|\b[Tt]he {name}(?=[.,;]| (?:is|was|are|were|and|of|in)\b)"  # noqa: RUF001
    return re.search(of_places, text) is not None


class People:
    """The persons that a document names in full, or with a title.

    Args:
        text: The document.
    """

    def __init__(self, text: str) -> None:
        plain = " ".join(text.split())
        self._names: set[str] = set()
        for match in _TITLED.finditer(plain):
            self._add(match.group(1))
        for match in _FULL.finditer(plain):
            name = match.group()
            if any(word in _NO_PERSON for word in name.split()):
                continue
            if _is_alone(match.group(3), plain) or _PERSON_AFTER.match(plain, match.end()):
                self._add(name)
        self._names = {name for name in self._names if not _is_place(name, plain)}

    def _add(self, name: str) -> None:
        self._names |= {name, name.rpartition(" ")[2]}

    def include(self, name: str) -> bool:
        """Whether this is the name of a person, in full, with a title, or by the surname."""
        return name in self._names or _TITLED.fullmatch(name) is not None
