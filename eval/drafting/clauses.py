"""Clause: the subject, the verb and the rest of a sentence, as far as its words show them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from eval.drafting.verbs import AUXILIARIES, base_of_past, base_of_present, is_base

_SHORTEST, _LONGEST = 4, 60
"""Words of a sentence that is looked at."""
_LONGEST_SUBJECT = 9
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\[\d+\]|[*`]+|\s\([^)]*\)|(?<!\w)_|_(?!\w)")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)]|>)\s+")
_LEAD = re.compile(
    r"^(?:(?:In|By|Around)\s\d{4}s?\s(?!and\b|to\b)(?=[A-Z]|the\b|an?\b)|(?:In|On|By|Since|During|After|Before|At|From|Despite|According to|Under|For|As|Unlike|With"
    r"|Within|Upon|Following|Until|While|Although|Though|If|When|Because|Even|However|Therefore"
    r"|Nevertheless|Moreover|Furthermore|Additionally|Thus|Hence|Finally|Later|Today|Originally"
    r"|Initially|Eventually|Historically|Traditionally|Consequently|Subsequently|Meanwhile|But|And"
    r"|Throughout|Through|Around|Among|Prior to|Similarly|Instead|Indeed)\b[^,]*,\s)"
)
_TOLD = re.compile(
    r"\b(?:said|says|reported|reports|announced|announces|argued|argues|believed|believes|claimed"
    r"|claims|stated|states|suggested|suggests|estimated|estimates|showed|shows|found|concluded"
    r"|concludes|revealed|discovered|noted|notes|declared|told [a-z]+) that "
)
_NO_SUBJECT = re.compile(
    r"\b(?:he|she|it|they|we|i|you|this|that|these|those|which|who|there|here|what|if|when|while"
    r"|each|every|all|some|many|most|several|few|any|both|in|on|at|by|with|from|for"
    r"|although|because|as|but|than|one|ones|such|another|others?|former|latter|following|above"
    r"|below|not|also|so|to|only|even|just|until|since|how|whether|nor|and then|then|now|whose|its|their|his|her)\b",
    re.IGNORECASE,
)
_JOINING = frozenset(["and", "or", "first", "second", "last"])
_RANGE = re.compile(r"(?<=\d) (?:to|and|or) (?=\d)")
_FEW = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve several many about around
    over approximately nearly more some at
    """.split()  # noqa: SIM905
)
_HAVE = {"has": "does", "have": "do", "had": "did"}
_OBJECT_BEGINS = frozenset("a an the all every each no one two three their".split())  # noqa: SIM905
_PARTICIPLE_BEFORE = frozenset("the a an of and or its his her their by in with newly so".split())  # noqa: SIM905
_CLAUSE_END = re.compile(
    r"[,;:—–]| (?:that|which|who|whom|where|when|while|because|as|and|but|if|how|what|whether) "  # noqa: RUF001
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause: ``subject verb rest``, and what stood before it with a comma.

    ``base`` is the form of the verb after "did" or "does", None for an auxiliary. ``helper`` is
    that auxiliary, or the "did", "does" or "do" that the verb takes in a question.
    """

    lead: str
    subject: str
    verb: str
    rest: str
    helper: str
    base: str | None

    @property
    def predicate(self) -> str:
        """The verb and what follows it."""
        return f"{self.verb} {self.rest}"

    def inverted(self, rest: str) -> str:
        """Return the words of a question after its question word, with another rest."""
        verb = f" {self.base}" if self.base else ""
        return f"{self.helper} {self.subject}{verb} {rest}".rstrip()


def plain(sentence: str) -> str:
    """Return a sentence without markup, references and brackets, on one line."""
    return " ".join(_BULLET.sub("", _MARKUP.sub(r"\1", sentence)).split())


def clauses(sentence: str, common: Collection[str]) -> Iterator[Clause]:
    """Yield the main clause of a plain sentence, and what it says that somebody said.

    Args:
        sentence: As ``plain`` returns it.
        common: Words with a capital that the document also writes small.
    """
    words = sentence.removesuffix(".").split()
    if not (sentence.endswith(".") and _SHORTEST <= len(words) <= _LONGEST):
        return
    if words[0] in common and not _LEAD.match(sentence):
        words[0] = words[0].lower()
    elif words[0][0].islower():
        return
    text = " ".join(words)
    told = _TOLD.search(text)
    for part in (text, text[told.end() :] if told else ""):
        found = _clause(part)
        if found:
            yield found


def _clause(text: str) -> Clause | None:
    found = _LEAD.match(text[:1].upper() + text[1:])
    lead = found.group() if found else ""
    words = text[len(lead) :].split()
    at = next((i for i in range(1, len(words)) if _is_verb(words, i)), None)
    if at is None:
        return None
    subject, verb, rest = " ".join(words[:at]), words[at], " ".join(words[at + 1 :])
    if not _is_subject(subject):
        return None
    helper, base = _helped(verb, rest)
    if base and _is_reduced(rest):
        return None
    return Clause(lead, subject, verb, rest, helper, base)


def _helped(verb: str, rest: str) -> tuple[str, str | None]:
    """Return what comes before the subject of a question, and the base form that follows it."""
    if _is_main_have(verb, rest):
        return _HAVE[verb], "have"
    if verb in AUXILIARIES:
        return verb, None
    past = base_of_past(verb)
    if past:
        return "did", past
    present = base_of_present(verb)
    return ("does", present) if present else ("do", verb)


def _is_reduced(rest: str) -> bool:
    """Whether another verb follows, so that the first one only describes the subject."""
    stretch = _CLAUSE_END.split(f" {rest}", maxsplit=1)[0]
    return any(word in AUXILIARIES for word in stretch.split())


def without_verb(text: str) -> str:
    """Return the beginning of a text up to the first verb that could be that of its clause."""
    words = text.split()
    at = next((i for i in range(1, len(words)) if _is_verb(words, i)), len(words))
    return " ".join(words[:at])


def _is_main_have(verb: str, rest: str) -> bool:
    """Whether "have" is what is said of the subject, and no helper of a participle."""
    if verb not in _HAVE:
        return False
    first = rest.partition(" ")[0]
    return first in {"a", "an", "the"} or first[:1].isdigit() or first in _FEW


def _is_verb(words: list[str], at: int) -> bool:
    word = words[at]
    if word in AUXILIARIES:
        return True
    if not word.isalpha() or not word.islower():
        return False
    before, follows = words[at - 1], words[at + 1] if at + 1 < len(words) else ""
    if before.lower() in _PARTICIPLE_BEFORE:
        return False
    if base_of_past(word):
        return follows != "by" or " ".join(words[at + 2 :])[:1].isdigit()
    if base_of_present(word):
        return follows not in AUXILIARIES and base_of_past(follows) is None
    return is_base(word) and before.endswith("s") and follows in _OBJECT_BEGINS


def _is_subject(subject: str) -> bool:
    words = subject.split()
    if len(words) > _LONGEST_SUBJECT or not words[0][0].isalnum():
        return False
    if words[0].endswith("ly") or words[-1].endswith("ly") or words[0].lower() in _JOINING:
        return False
    return not (
        re.search(r"[;:()“”\"]|,(?!\d)", subject) or _NO_SUBJECT.search(_RANGE.sub("-", subject))
    )
