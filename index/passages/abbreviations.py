"""Abbreviations: full stops, and marks of names, after which a sentence goes on.

What is told here stands in English and German texts and is not known to the library that finds
sentences, or only in some places.
"""

import re


def _words(listed: str) -> str:
    return "|".join(listed.split())


_BEFORE_ANYTHING = re.compile(
    rf"""(?<![\w.])(?:
        (?:{_words("Mr Mrs Ms Mx Messrs Dr Prof St Gen Col Capt Lt Sgt Rev Hon Gov Sen Rep")})
        | (?:{_words("Maj Adm Cdr Brig Cpl Supt Insp Fr Hr Hrn Mme Mlle Sra Mt Ft Ste")})
        | (?:Dr|Prof)\.(?:[\s-]?(?:{_words("phil med rer nat jur theol ing iur vet habil h c")})\.)*
          [\s-]?(?:{_words("phil med rer nat jur theol [Ii]ng iur vet habil h c")})
        | [Aa]pprox | [Ii](?:ncl|nkl) | [Ee](?:xcl|xkl) | ca | max | min | cf | viz | resp
        | [Vv]gl | bzw | [Gg]gf | [Ee]vtl | zzgl | abzgl | sog | [Zz]\.\s?B | d\.\s?h | [Ii]\.\s?e
    )\.$
    | ^\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)]$""",
    re.VERBOSE,
)
"""Titles, what says about how much, and the number of a clause: something always follows."""

_BEFORE_NUMBERS = re.compile(
    rf"""(?<![\w.])(?:
        (?:{_words("No Nos Nr Nrn Abs Art Par Ziff Rn Kap Bd Abb Anm Aufl Pos Lit Tab S Az")})
        | (?:{_words("[Ff]igs? [Ss]ec [Ss]ect [Pp]aras? [Cc]h [Cc]haps? [Vv]ols? [Ee]qs? [Pp]p?")})
        | (?:{_words("[Rr]efs? [Aa]rts? [Tt]el [Ee]xt [Aa]pt [Nn]os [Aa]vg [Mm]ax [Mm]in [Cc]irca")})
        | (?:{_words("Jan Feb Mar Apr Jun Jul Aug Sept? Okt Oct Nov Dec Dez")})
        | (?:{_words("Mon Tues? Wed Thurs? Thu Fri Sat Sun")})
    )\.$""",
    re.VERBOSE,
)
"""What a number follows, in digits or Roman."""

_WITHIN = re.compile(
    rf"""(?<![\w.])(?:
        (?:{_words("hrs? mins? secs? tbsps? tsps? oz lbs? mi ft pts? qts? gals? yds? sq cu kg cm mm")})
        | (?:{_words("[Ee]st [Tt]emp [Dd]epts? etc usw usf ff f al [Ee]ds? [Rr]ev [Qq]ty [Aa]ssoc")})
        | (?:{_words("Bros Ltd Inc Co Corp Jr Sr Ave Blvd Rd vs div misc avg ext int no nos vol")})
        | (?:{_words("Abs Nr Art Kap Std Min Sek Stk Str bes insb ggü inkl exkl lt gem entspr")})
        | (?:{_words("opp adj bldg")}) | u\.\s?a
    )\.$""",
    re.VERBOSE,
)
"""Units and others that end a sentence now and then, but not before a small letter."""

_MONTH = re.compile(
    rf"(?:{_words('Januar Jänner Februar März April Mai Juni Juli August September')}"
    rf"|{_words('Oktober November Dezember')})\b"
)
_DAY = re.compile(r"(?<![\w.,])\d{1,2}\.$")
_ORDINAL = re.compile(
    rf"(?:^|\s)(?:{_words('[Dd]e[rmns] [Dd]ie [Dd]as [Aa]m [Ii]m [Vv]om [Zz]u[mr] [Bb]eim')})"
    r"\s\d{1,3}\.$"
)
_NAME_WITH_MARK = re.compile(r"\b(?:is|called|named|at|by)\s[A-Z]\w+!$")
_STARTER = re.compile(
    rf"(?:{_words('A An And As At Because But By For From He Here His How I If In It Its Just')}"
    rf"|{_words('My No Not Now On Our She So That The Their Then There These They This Those To')}"
    rf"|{_words('We What When Where Who Why With Yes You Your')})\b"
)
_FIGURE = re.compile(r"\+?\(?\d|§")
_ROMAN = re.compile(r"(?!I\s[a-z])[IVXLC]+\b")
_STOP_OF_A_NAME = re.compile(r"\s\.$")
_HIDDEN_END = re.compile(
    r"(?:\b[DB]\.C\.|\bA\.D\.)(?=\s+[A-Z][a-z]+ [a-z])|^No\.(?=\s+(?:I\b|[A-Z][a-z]))"
)
"""After a place, a year and a plain "No." a sentence may begin, which the library never sees."""
LONGEST = 40
"""Characters on either side that are looked at."""


def goes_on(before: str, after: str) -> bool:
    """Whether one sentence goes on where the library ended it, given the text on both sides.

    ``before`` is the sentence so far, or a little more than ``LONGEST`` of its end; ``after`` begins
    behind it, with white space if there is any.
    """
    if _STOP_OF_A_NAME.search(before[-2:]) and after[:1].isalnum():
        return True  # .NET and .env
    following = after.lstrip()
    first = following[:1]
    tail = before if len(before) <= LONGEST else f"… {before[-LONGEST:]}"
    if _BEFORE_ANYTHING.search(tail):
        return True
    if _FIGURE.match(following) or _ROMAN.match(following):
        return bool(_BEFORE_NUMBERS.search(tail))
    if first.islower():
        return bool(_WITHIN.search(tail) or _BEFORE_NUMBERS.search(tail) or _DAY.search(tail))
    if _NAME_WITH_MARK.search(tail):
        return not _STARTER.match(following)
    return bool((_DAY.search(tail) and _MONTH.match(following)) or _ORDINAL.search(tail))


def hidden_end(sentence: str) -> int | None:
    """Return where a sentence ends that the library took for the beginning of a longer one, if it does."""
    found = _HIDDEN_END.search(sentence)
    return found.end() if found else None
