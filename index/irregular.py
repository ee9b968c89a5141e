"""Irregular: forms of words that no ending tells, by the word that each is a form of."""

_FORMS = """
    woman women, child children, foot feet, tooth teeth, goose geese, mouse mice, louse lice, ox oxen,
    knife knives, wife wives, wolf wolves, half halves, shelf shelves, loaf loaves, thief thieves,
    calf calves, scarf scarves, hoof hooves, dwarf dwarves,
    analysis analyses, crisis crises, thesis theses, hypothesis hypotheses, synthesis syntheses,
    oasis oases, diagnosis diagnoses, parenthesis parentheses, criterion criteria,
    phenomenon phenomena, bacterium bacteria, curriculum curricula, memorandum memoranda,
    addendum addenda, fungus fungi, nucleus nuclei, alumnus alumni, stimulus stimuli, cactus cacti,
    larva larvae, alga algae, vertebra vertebrae, formula formulae, antenna antennae,
    index indices, matrix matrices, vertex vertices, appendix appendices, codex codices,
    bureau bureaux, plateau plateaux,
    begin began begun, blow blew blown, break broke broken, bring brought, build built, burn burnt,
    buy bought, catch caught, choose chose chosen, come came, dig dug, draw drew drawn, drink drank drunk,
    drive drove driven, eat ate eaten, fall fell fallen, fight fought, flee fled, fly flew flown,
    forbid forbade forbidden, forget forgot forgotten, forgive forgave forgiven, freeze froze frozen,
    get got gotten, give gave given, go went gone, grow grew grown, hang hung, hear heard, hide hid hidden,
    hold held, keep kept, kneel knelt, know knew known, learn learnt, lend lent, lose lost, make made,
    meet met, overcome overcame, overtake overtook overtaken, pay paid, ride rode ridden, run ran,
    say said, seek sought, sell sold, send sent, shake shook shaken, shoot shot, shrink shrank shrunk,
    sing sang, sink sank sunk, sit sat, sleep slept, speak spoke spoken, spend spent, steal stole stolen,
    stick stuck, strike struck, swear swore sworn, sweep swept, swim swam swum, take took taken,
    teach taught, tell told, throw threw thrown, undertake undertook undertaken, wake woke woken,
    wear wore worn, weep wept, win won, withdraw withdrew withdrawn, withhold withheld, write wrote written
    """
"""Those left out are more often other words: "saw", "left", "found", "felt", "rose", "led"."""
_BASES = {form: group.split()[0] for group in _FORMS.split(",") for form in group.split()[1:]}
_WITH_FORMS = frozenset(_BASES.values())
_ONE_ENDS_SO = frozenset(
    """
    abdomen acumen albumen amen bitumen cerumen cyclamen dolmen foramen gravamen hymen lumen omen ramen
    regimen rumen semen specimen stamen tegmen women yemen
    """.split()  # noqa: SIM905
)


def base(word: str) -> str:
    """Return the word that a folded one is an irregular form of; itself where it is none."""
    if word.endswith("men") and word not in _ONE_ENDS_SO:
        return f"{word[:-3]}man"
    return _BASES.get(word, word)


def is_irregular(word: str) -> bool:
    """Whether a folded word is, or has, a form that may begin with other letters."""
    return word.endswith(("man", "men")) or word in _BASES or word in _WITH_FORMS
