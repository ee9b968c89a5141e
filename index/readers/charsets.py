"""Charsets: the text of a file that says no charset but by its mark, or by a guess that is named."""

import codecs
from contextlib import suppress

from index.errors import SourceError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and what they say; that of UTF-32 begins like one of UTF-16."""
_LOOKED_AT = 2**18
"""Bytes that a guess is made of."""
_FEWEST = 16
"""Bytes that show how each other one is."""
_USUAL = "cp1252"
"""Windows' charset of Western Europe: what is guessed where it fits about as well as any other."""
_IN_USE = [
    *(_USUAL, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("cp850", "cp866", "mac_roman", "cp932", "euc_jp", "cp949", "gb18030", "big5"),
]
"""Charsets that people have written text files in; rarer ones fit short texts by chance."""
_ABOUT = 0.1
"""Difference of coherence, from 0 to 1, that says nothing."""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file without a mark, newlines as they are, and its problems: a guess.

    Raises:
        SourceError: The bytes are no text, or UTF-8 that is damaged; the message does not name the
            file.
    """
    for mark, marked in MARKS:
        if data.startswith(mark):
            return _marked(data.removeprefix(mark), marked), ()
    if wide := _wide(data):
        return data.decode(wide), (_advice(wide),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError(f"line {line} is not UTF-8, unlike the rest; mend it there") from None
    guessed = guess(data)
    text = data.decode(guessed, "replace") if guessed else "\0"
    if "\0" in text:
        raise SourceError("is no text: it is not UTF-8 and no other charset fits")
    return text, (_advice(guessed or ""),)


def _advice(guessed: str) -> str:
    advice = "if it is wrong, convert the file with iconv -t UTF-8 -f and its charset"
    return f"is not UTF-8 and is read as {guessed}, a guess; {advice}"


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 bytes are whose mark is missing; None where they are none.

    Every other byte of text in Latin letters is then NUL; of numbers too, which are no letters.
    """
    sample = data[:_LOOKED_AT]
    for charset, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        most, least = sample[high::2].count(0), sample[1 - high :: 2].count(0)
        if len(sample) < _FEWEST or most * 4 < len(sample) or least:
            continue
        with suppress(UnicodeDecodeError):
            text = data.decode(charset)
            if all(letter.isprintable() or letter.isspace() for letter in text):
                return charset
    return None


def guess(data: bytes) -> str | None:
    """Return the charset that fits best to the lines that are not ASCII; None where none does."""
    from charset_normalizer import from_bytes

    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_LOOKED_AT]
    best = from_bytes(sample, cp_isolation=_IN_USE).best()
    usual = from_bytes(sample, cp_isolation=[_USUAL]).best()
    if best is None:
        return usual.encoding if usual else None
    if usual and usual.chaos <= best.chaos and best.coherence - usual.coherence < _ABOUT:
        return _USUAL
    return best.encoding


def _marked(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"is not {charset.upper()} as its mark says, from byte {error.start:,} on"
        ) from None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether characters beyond ASCII are UTF-8 as often as not, or only surrogates are not."""
    text = data.decode("utf-8", "surrogateescape")
    strange = sum("\udc80" <= letter <= "\udcff" for letter in text)
    if sum(letter > "\x7f" for letter in text) >= 2 * strange:
        return True
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
