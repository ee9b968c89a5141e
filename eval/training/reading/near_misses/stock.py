"""The stock of words and sentences that near misses are made of."""

# ruff: noqa: SIM905 - one word a line would hide them

ONSETS = """
    b br c ch d dr f fl g gr h k kl l m n p pr r s sh st t tr v w z
""".split()
FIRST_NAMES = """
    Anna Bruno Carla David Elif Farid Greta Hugo Ines Jonas Katja Luis Mira Nils Olga Pavel
    Quinn Rosa Stefan Tariq Ursula Viktor Wanda Yusuf Zoe Amara Chen Divya Emeka Sofia
""".split()
ASIDES = (
    "This page was last checked in spring.",
    "Further details are available at the front desk.",
    "The text below applies to all branches.",
    "Please read it carefully before you sign.",
    "A printed copy can be had on request.",
    "Older editions are kept in the archive.",
    "Questions should be sent to the office.",
    "The list is reviewed every year.",
    "Several readers have asked about this.",
    "Nothing else has changed.",
    "The board has taken note of the report.",
    "It was raining for most of the week.",
    "Visitors are asked to keep their tickets.",
    "The staff will be glad to help.",
)
MONTHS = """
    January February March April May June July August September October November December
""".split()
WEEKDAYS = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
""".split()
HOURS = """
    twelve one two three four five six seven eight nine ten eleven
""".split()
FEATURES = """
    export importer editor view filter search report button login cache
""".split()
MACHINES = (
    """
    printer; mail server; router; camera; database; gateway; file server; test machine
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
CLAUSES = (
    "The tenant gives notice within {} days.",
    "The supplier replaces broken parts within {} days.",
    "Payment is due {} days after delivery.",
    "The deposit is returned within {} days.",
    "Either side may end the contract with {} days' notice.",
    "Records are kept for {} months.",
    "Complaints are answered within {} working days.",
    "The insurance covers up to {} nights abroad.",
)
BUILDINGS = """
    bridge tunnel library station dam stadium
""".split()
NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve
""".split()
FIRMS = """
    Works Bank College Theatre Press Line
""".split()
RULED = """
    Dogs Bicycles Guests Pupils Tenants Drones Cars Children Visitors Members
""".split()
PLACES = (
    """
    in the {} hall; on the {} lawn; in the {} library; on the {} terrace; in the {} garden; on
    platform {}; in the {} wing; near the {} pond; in the {} kitchen; on the {} path
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
RISKS = (
    """
    glass breakage; theft of bicycles; storm damage; burst pipes; lost luggage; dental work;
    flooding; cancelled flights; spectacles; rented cars; frost damage; jewellery; hail;
    computer viruses; vandalism; legal costs; mould; garden furniture
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
TERMS = (
    """
    annual fee; notice period; daily allowance; speed limit; minimum age; deposit; interest
    rate; retention period; late charge; hourly wage
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
EQUIPMENT = """
    Crane Ladder Tent Mixer Trailer Projector Van Generator Pump Drill Boat Sander Heater
    Scaffold
""".split()
COLUMNS = """
    Rate Days Deposit Weight Height Colour Depot Model Stock Insurance
""".split()
COLOURS = """
    red blue green grey yellow white black orange
""".split()
NEEDS = (
    """
    a passport; two photographs; the signed form; proof of address; a bank card; the receipt; a
    doctor's note; the old licence; a tax number; the birth certificate
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
ACTS = (
    """
    register a car; join the library; rent a flat; enrol a child; apply for a permit; open an
    account; return a device
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
VIEWS = (
    "the bridge should be repaired first",
    "the fee ought to be dropped",
    "we need more time",
    "the offer is too low",
    "the pool must stay open",
    "the report is wrong",
    "nobody was warned",
    "the school needs a new roof",
    "the trees should stay",
    "the vote must be repeated",
    "the figures do not add up",
    "the contract is void",
)
SAYING = """
    say think want argue propose
""".split()
CHAPTERS = (
    """
    Safety; Installation; Payment; Liability; Delivery; Warranty; Disposal; Cleaning; Storage;
    Complaints; Notice; Insurance; Costs; Opening hours
""".strip()
    .replace("\n    ", " ")
    .split("; ")
)
