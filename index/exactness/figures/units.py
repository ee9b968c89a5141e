"""Units: what amounts are counted in, and currencies, by every usual name."""

import re

_UNITS = {
    # of length
    "mm": ("m", 0.001), "millimetre": ("m", 0.001), "millimeter": ("m", 0.001),
    "cm": ("m", 0.01), "centimetre": ("m", 0.01), "centimeter": ("m", 0.01),
    "m": ("m", 1), "metre": ("m", 1), "meter": ("m", 1),
    "km": ("m", 1000), "kilometre": ("m", 1000), "kilometer": ("m", 1000),
    "inch": ("inch", 1), "inches": ("inch", 1), "foot": ("inch", 12), "feet": ("inch", 12),
    "ft": ("inch", 12), "yard": ("inch", 36), "mile": ("mile", 1), "mi": ("mile", 1),
    # of weight
    "mg": ("kg", 1e-6), "milligram": ("kg", 1e-6),
    "g": ("kg", 0.001), "gram": ("kg", 0.001), "gramme": ("kg", 0.001),
    "kg": ("kg", 1), "kilo": ("kg", 1), "kilogram": ("kg", 1), "kilogramme": ("kg", 1),
    "t": ("kg", 1000), "tonne": ("kg", 1000), "ton": ("ton", 1),
    "lb": ("pound", 1), "lbs": ("pound", 1), "ounce": ("ounce", 1), "oz": ("ounce", 1),
    # of volume and area
    "ml": ("l", 0.001), "millilitre": ("l", 0.001), "milliliter": ("l", 0.001),
    "l": ("l", 1), "litre": ("l", 1), "liter": ("l", 1), "gallon": ("gallon", 1),
    "ha": ("ha", 1), "hectare": ("ha", 1), "acre": ("acre", 1),
    # of duration
    "ms": ("s", 0.001), "millisecond": ("s", 0.001), "s": ("s", 1), "sec": ("s", 1),
    "second": ("s", 1), "min": ("s", 60), "minute": ("s", 60), "h": ("s", 3600),
    "hr": ("s", 3600), "hrs": ("s", 3600), "hour": ("s", 3600),
    "day": ("day", 1), "week": ("day", 7), "month": ("month", 1), "year": ("month", 12),
    # of power, data and heat
    "w": ("w", 1), "watt": ("w", 1), "kw": ("w", 1000), "kilowatt": ("w", 1000),
    "mw": ("w", 1e6), "megawatt": ("w", 1e6), "kwh": ("kwh", 1), "volt": ("v", 1), "v": ("v", 1),
    "kb": ("kb", 1), "mb": ("kb", 1e3), "gb": ("kb", 1e6), "tb": ("kb", 1e9),
    "kilobyte": ("kb", 1), "megabyte": ("kb", 1e3), "gigabyte": ("kb", 1e6),
    "°c": ("celsius", 1), "°f": ("fahrenheit", 1), "degree": ("degree", 1), "°": ("degree", 1),
    # of a whole
    "%": ("percent", 1), "percent": ("percent", 1), "per cent": ("percent", 1),
    "percentage point": ("percent", 1),
}  # fmt: skip
"""The base unit and how many of it, by the name in the singular, in lower case."""

_CURRENCIES = {
    "euro": ("€", "eur"), "dollar": ("$", "us$", "usd"), "pound": ("£", "gbp"),
    "yen": ("¥", "jpy"), "franc": ("chf",), "crown": ("sek", "nok", "dkk", "krone", "kroner",
    "krona", "kronor", "koruna"), "ruble": ("rub", "rouble", "₽"), "rupee": ("inr", "₹"),
    "yuan": ("cny", "renminbi"), "peso": ("mxn",), "zloty": ("pln",), "lira": ("try",),
    "cent": (), "penny": ("pence", "p"), "won": ("krw", "₩"), "shilling": (), "guilder": (),
    "mark": (), "florin": (), "ducat": (),
}  # fmt: skip

_DIMENSIONS = {
    "m": "length", "inch": "length", "mile": "length", "kg": "weight", "ton": "weight",
    "ounce": "weight", "l": "volume", "gallon": "volume", "ha": "area", "acre": "area", "s": "time",
    "day": "time", "month": "time", "w": "power", "celsius": "heat", "fahrenheit": "heat",
    "percent": "share", **dict.fromkeys({*_CURRENCIES} - {"pound"}, "money"),
}  # fmt: skip
"""Of the base units that have one alone: a pound is money or a weight."""

_BASES: dict[str, tuple[str, float]] = {
    **_UNITS,
    **{
        name: (currency, 1)
        for currency, names in _CURRENCIES.items()
        for name in (currency, *names)
    },
}
_AFTER = re.compile(
    r"[ \t\u00a0\u202f]?(?:per cent\b|percentage points?\b|%|°[CF]?|[€£$¥])|[- \t\u00a0\u202f]?([A-Za-z]{1,12})\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(US\$|[$€£¥₽₹₩]|\b[A-Z]{3})[ \u00a0]?$")
_LOOK_BACK = 5
_NEVER_GLUED_TO_WORDS = frozenset({"m", "g", "t", "l", "s", "h", "w", "v", "p", "mi"})


def dimension(unit: str) -> str:
    """Return what a base unit measures; empty where that is open."""
    return _DIMENSIONS.get(unit, "")


def unit_after(text: str, end: int) -> tuple[str, float, int] | None:
    """Return the base unit of an amount that ends at ``end``, its factor and its own end."""
    found = _AFTER.match(text, end)
    if not found:
        return None
    name = found.group().strip(" -\t\u00a0\u202f").lower()
    for form in (name, name.removesuffix("s"), name.removesuffix("es")):
        if form in _BASES:
            is_symbol_of_words = form in _NEVER_GLUED_TO_WORDS and found.group()[0] == "-"
            return None if is_symbol_of_words else (*_BASES[form], found.end())
    return None


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency that is written before an amount at ``start``, and its start."""
    lead = text[max(start - _LOOK_BACK, 0) : start]
    found = _BEFORE.search(lead)
    known = found and _BASES.get(found[1].lower())
    return (known[0], start - len(lead) + found.start()) if found and known else None
