"""Documents of the corpus, written by hand: what each says, whatever file it becomes."""

from collections.abc import Iterator

from eval.conversion.truth import Kind, Part, Said, Table, Truth

_WEATHER = ("calm", "fog from the west", "gale, no ferry", "rain until noon", "clear")


def documents() -> Iterator[Truth]:
    """Give the documents of the corpus."""
    yield Truth("manual", tuple(_parts(_MANUAL)))
    yield Truth("minutes", tuple(_parts(_MINUTES)))
    yield Truth("rates", (*_parts(_RATES), _PRICES, *_parts(_BELOW_RATES)))
    yield Truth("log", (*_parts(_LOG), _days()))


def _parts(text: str) -> Iterator[Part]:
    """Give the blocks of a text: ``#`` begins headings, ``*`` items, ``>`` lines of code."""
    for block in text.strip().split("\n\n"):
        if block.startswith("#"):
            yield Said(Kind.HEADING, block.lstrip("# "))
        elif block.startswith("*"):
            yield from (Said(Kind.ITEM, line[2:]) for line in block.split("\n"))
        elif block.startswith(">"):
            yield Said(Kind.CODE, "\n".join(line[2:] for line in block.split("\n")))
        else:
            yield Said(Kind.PARAGRAPH, " ".join(block.split()))


def _days() -> Table:
    """Return a table that is longer than a page."""
    rows = [
        (f"{day} May", f"{day % 7 + 3}.{day % 10} m", _WEATHER[day % len(_WEATHER)], f"{day * 37}")
        for day in range(1, 32)
    ]
    more = [(f"{day} June", *rest) for day, (_, *rest) in enumerate(rows[:30], 1)]
    return Table(("Day", "Tide", "Weather", "Guests"), (*rows, *more))


_PRICES = Table(
    ("Boat", "Day", "Week", "Deposit"),
    (
        ("Rowing boat", "18.00", "90.00", "50"),
        ("Dinghy with sail", "42.50", "210.00", "200"),
        ("Barge for ten guests", "120.00", "640.00", "800"),
        ("Canoe", "15.00", "75.00", "50"),
    ),
)

_MANUAL = """
# Setting up the lamp

The lamp weighs approx. 14.5 kg and is carried by two people. Unpack it in a dry place, i.e. not on
deck, and keep the box: claims without it are refused by Harrow Bros. Ltd. in Leeds.

## Before you begin

Look whether all of this is there:

* one lens of 2,400 mm in its frame
* four screws No. 8 and a key
* the cable, which is 3.2 m long

## Starting it

Type this on the control unit, which answers within a second:

> if ready:
>     lamp.start(power=750)
>     # wait for the mirror
>     mirror.turn(12)

A green light shows that the mirror turns. Where it stays red, switch the lamp off, wait five minutes
and begin anew; after the third time call 0555 0142.

## Care

The well-known blue cloth is made for the lens alone. Never use soap, spirits or paper.
"""

_MINUTES = """
# Minutes of the harbour board

The board met on 12 March 2024 at 5 p.m. in the customs house. Ms. J. R. Oakley took the chair, and the
minutes of the last meeting were approved without a change.

## The north quay

The engineer reported that 23 of 61 piles are worm-eaten. She asked for 310,000 crowns, of which the
council pays two thirds. The vote was 7 to 2 in favour.

## Fees

It was decided:

* that boats below 8 m pay 11 crowns a night
* that guests pay half in winter
* that nobody pays who seeks shelter from a storm

The treasurer warned that this costs the harbour about 4 % of its income. A member recalled that the
same had been said in 2009, when the opposite happened.

## Any other business

The old crane is given to the museum, which has to fetch it before the end of August.
"""

_RATES = """
# Boats for hire

All prices are in euros and include the life jackets. Children under twelve need somebody beside them.
"""

_BELOW_RATES = """
## Paying

A deposit is paid in cash and given back when the boat is dry. Who comes back after sunset pays a day
more, and who sinks the boat pays its price, which the court at Weston set at 3,900 in the last case.
"""

_LOG = """
# Log of the ferry

Every day at noon the mate writes down the height of the tide, the weather and how many guests there
were since the last entry.
"""
