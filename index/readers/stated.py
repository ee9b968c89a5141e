"""Stated: what files say of themselves in fields, whatever a format calls them, as metadata."""

import re
from collections.abc import Iterable, Sequence

from index.dating import dated
from index.metadata import Metadata
from index.readers.composing import folded, on_one_line

_LONGEST, _MOST = 200, 50
"""Characters of a name or a tag, and how many there may be."""
_AUTHORS = ("author", "authors", "initialcreator", "creator", "byline", "by")
_DATES = (
    *("datepublished", "publishedtime", "published", "publicationdate", "pubdate", "publishdate"),
    *("date", "issued", "revdate", "sent", "modified", "created", "datecreated", "creationdate"),
    *("updated", "datemodified", "moddate", "timestamp", "year"),
)
"""From what a reader would cite to what is told at the least."""
_LANGUAGES = ("language", "lang", "inlanguage", "locale", "contentlanguage")
_TAGS = (
    "tags",
    "tag",
    "keywords",
    "keyword",
    "filetags",
    "categories",
    "category",
    "subject",
    "labels",
)
_SENDERS, _RECIPIENTS = ("sender", "from"), ("to", "recipient", "recipients", "cc")
_BEFORE_NAME = re.compile(r".*[:.}]|^citation_|^dc_|^dcterms_")
_NO_LETTER = re.compile(r"[^a-z]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_NOBODY = frozenset(
    """
    admin|administrator|anonymous|apache poi|author|docx4j|editor|excel|libreoffice|microsoft office
    |microsoft office user|none|null|openpyxl|owner|pandoc|pptxgenjs|python-docx|python-pptx|root|sheetjs
    |steve canny|unknown|unknown author|un-named|unnamed|user|windows user
    """.strip()
    .replace("\n    |", "|")
    .split("|")
)
"""Whom programs name that were told nobody."""
_OF_TEMPLATES = ("2013-12-23T23:15:00", "2013-01-27T09:14:16", "2013-01-27T09:15:58")
"""When the empty documents were made that libraries begin with."""
_BETWEEN = re.compile(r"\s*;\s*")
_AND = re.compile(r"\s+(?:and|und|et)\s+")
_OF_BODIES = frozenset(
    """
    agency association authority bank board bureau center centre college commission committee company
    corporation council department faculty for foundation für group inc institut institute llc ltd gmbh
    ministerium ministère ministry of office organisation organization pour school society the university
    """.split()  # noqa: SIM905
)
"""Words in the names of bodies, which may have an "and" themselves, and in none of people."""


def metadata_told(fields: Iterable[tuple[str, object]]) -> Metadata:
    """Return the metadata that fields tell of, each with its name as the format has it.

    Names may have a prefix (``dc.date``, ``article:tag``), and come again; the values that are no
    texts, or no such thing as the name says, are passed over. Dates, languages and tags may be
    written in any way; names that programs fill in are nobody's.
    """
    found: dict[str, list[str]] = {}
    for name, value in fields:
        is_told = isinstance(value, str | int) and not isinstance(value, bool)
        said = on_one_line(folded(str(value))) if is_told else ""
        if said:
            found.setdefault(_plain(name), []).append(said)
    return Metadata(
        authors=people(_first(found, _AUTHORS)),
        sender=next(iter(people(_first(found, _SENDERS), are_one=True)), ""),
        recipients=people(each for name in _RECIPIENTS for each in found.get(name, ())),
        date=next(filter(None, map(_dated, _all(found, _DATES))), ""),
        language=next(filter(None, map(_language, _all(found, _LANGUAGES))), ""),
        tags=_tags(_all(found, _TAGS)),
    )


def people(names: Iterable[str], *, are_one: bool = False) -> tuple[str, ...]:
    """Return the names of people, each once; those divided that stand in one text, unless ``are_one``."""
    clean = [on_one_line(folded(name)) for name in names]
    parts = (part for name in clean for part in ([name] if are_one else _divided(name)))
    known = dict.fromkeys(part for part in parts if _is_name(part))
    return tuple(known)[:_MOST]


def _plain(name: str) -> str:
    return _NO_LETTER.sub("", _BEFORE_NAME.sub("", name.strip().lower()))


def _first(found: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    return next((found[name] for name in names if name in found), [])


def _all(found: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    return [each for name in names for each in found.get(name, ())]


def _divided(text: str) -> list[str]:
    """Return the names in a text: divided by semicolons, and by "and" and commas between whole names."""
    return [
        name
        for between in _BETWEEN.split(text)
        for part in _people_in(between)
        for name in (
            part.split(", ") if all(" " in one.strip() for one in part.split(", ")) else [part]
        )
    ]


def _people_in(text: str) -> list[str]:
    """Return the parts of a text that "and" divides; it whole where they are not all names of people."""
    parts = _AND.split(text)
    are_whole = all(" " in part.strip() for part in parts)
    words = {word.strip(".,").casefold() for word in text.split()}
    return parts if are_whole and words.isdisjoint(_OF_BODIES) else [text]


def _is_name(text: str) -> bool:
    is_said = any(map(str.isalpha, text)) and len(text) <= _LONGEST
    return (
        is_said and text.casefold() not in _NOBODY and not text.startswith(("http://", "https://"))
    )


def _dated(said: str) -> str:
    return "" if said.startswith(_OF_TEMPLATES) else dated(said)


def _language(said: str) -> str:
    return said.replace("_", "-").lower() if _LANGUAGE.fullmatch(said) else ""


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip(" #:") for text in texts for part in re.split(r"[,;]", text))
    return tuple(dict.fromkeys(p for p in parts if p and len(p) <= _LONGEST))[:_MOST]
