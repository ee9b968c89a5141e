"""English verbs, as far as turning a sentence into a question needs them."""

import re

AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might shall should must".split()  # noqa: SIM905
)
"""Verbs that come before the subject of a question as they are; of "have", with a participle."""

_IRREGULAR = """
    arose:arise ate:eat became:become began:begin bit:bite blew:blow bore:bear bought:buy
    bound:bind broke:break brought:bring built:build came:come caught:catch chose:choose cost:cost
    cut:cut dealt:deal did:do drew:draw drove:drive fell:fall felt:feel fled:flee flew:fly
    fought:fight found:find froze:freeze gave:give got:get grew:grow heard:hear held:hold hid:hide
    hit:hit hurt:hurt kept:keep knew:know laid:lay lay:lie led:lead left:leave lent:lend lost:lose made:make
    meant:mean met:meet overcame:overcome overthrew:overthrow paid:pay put:put ran:run rode:ride
    rose:rise said:say sang:sing sank:sink sat:sit saw:see sent:send set:set shook:shake shot:shoot
    slept:sleep sold:sell sought:seek spent:spend split:split spoke:speak spread:spread stole:steal
    stood:stand struck:strike swore:swear taught:teach thought:think threw:throw told:tell took:take
    understood:understand underwent:undergo undertook:undertake went:go withdrew:withdraw won:win
    wore:wear wrote:write
"""
_BASES = dict(pair.split(":") for pair in _IRREGULAR.split())

_VERBS = frozenset(
    """
    abandon abolish accept accuse achieve acquire act adapt add admit adopt advise advocate affect
    agree aim allow amount announce answer appear apply appoint approve argue arrange arrest arrive
    ask assassinate assist assume attack attempt attend attract ban base become begin
    believe belong bring build call capture carry cause cease change charge choose claim close
    collapse colonize combine come command commission compete compile complete compose compute
    conceive concern conclude conduct confirm conquer connect consider consist construct contain
    continue contribute control convert convince cost count cover create criticise criticize cross
    damage debut decide declare decline decrease defeat defend define deliver demand demonstrate
    deny depend deploy derive describe design destroy determine develop devise die differ direct
    discover dissolve distribute divide dominate donate double drive drop earn elect eliminate
    emerge emigrate employ enable encourage end endorse enter equal escape establish estimate
    examine exceed exclude execute exile exist exit expand expect experience explain explore export
    express extend face fail fear feature file fill find finish fire follow force form formulate
    found free gain generate give go govern graduate grant grow guarantee handle happen have head
    help hire hold hope host house identify ignite ignore import impose improve incorporate include
    increase indicate influence inherit insist inspire install introduce invade invent invest
    investigate invite involve isolate issue join judge jump justify keep kill know lack last launch
    lead learn leave legalize let liberate lie like limit link list live load locate look lose
    maintain make manage manufacture mark marry mean measure meet mention merge migrate mine
    minimise minimize mobilize monitor move murder name negotiate nominate note notice nickname obtain occupy
    occur offer open operate oppose orbit order organise organize outline overcome owe own oxidize pass
    patent pay perform permit persuade place plan play point populate possess practice precede
    predict prefer premiere prepare preserve prevent print privatize process produce prohibit promise promote
    propose protect protest prove provide publish purchase push quadruple quote raise range rank
    reach read realise realize receive recognise recognize recommend reconcile record recruit reduce
    refer reflect refuse regard reign reject relate release relocate rely remain remove rename
    renounce repair repeal replace report represent request require rescue reserve resign resolve
    respond rest restore result retain retire retreat return reveal reverse revise revolt rise rule
    run save say score search secure see seek seem seize sell send separate serve settle shape share
    show sign signal span speak specialise specialize spend stage stand start starve state stay
    steer stem stop store strengthen study submit succeed suffer suggest supply support suppress
    surrender surround survive take teach tell tend terminate test think threaten time tolerate trace
    trade train transfer translate transmit transport travel treat trigger triple try turn unify
    unite unveil urge use utilize value vary visit volunteer vote want warn watch wear welcome
    widen win withdraw work write yield
    """.split()  # noqa: SIM905
)
_NO_VERBS = frozenset(
    "aged bed beloved breed creed feed hundred indeed naked need red sacred seed so-called speed".split()  # noqa: SIM905
)
_PAST = dict(
    pair.split(":")
    for pair in [
        "written:wrote",
        "given:gave",
        "drawn:drew",
        "taken:took",
        "chosen:chose",
        "driven:drove",
        "known:knew",
        "seen:saw",
        "begun:began",
        "sung:sang",
        "stolen:stole",
        "thrown:threw",
        "overthrown:overthrew",
        "shown:showed",
        "proven:proved",
        "beaten:beat",
        "undertaken:undertook",
    ]
)
_SHORTEST = 4
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_WITHOUT_E = re.compile(r"(?:c|[^n]g|[^s]s|u|v|z|[^aeiou]l|[^e]at|[aiu]r|[^aeo]in)$")


def base_of_past(word: str) -> str | None:
    """Return the base form of a past tense, "announce" of "announced"; None where it is none.

    A verb that is not known follows the usual rules of spelling, which may be wrong for it.
    """
    if word in _BASES:
        return _BASES[word]
    if len(word) < _SHORTEST or not word.endswith("ed") or word in _NO_VERBS:
        return None
    stem = word[:-2]
    undoubled = stem[:-1] if _DOUBLED.search(stem) else stem
    for base in (undoubled, stem, stem + "e"):
        if base in _VERBS:
            return base
    if stem.endswith("i"):
        return stem[:-1] + "y"
    return stem + "e" if _WITHOUT_E.search(stem) else undoubled


def past_of_participle(word: str) -> str | None:
    """Return the past tense of a participle, "wrote" of "written"; None where it is not known."""
    return _PAST.get(word) or (word if base_of_past(word) else None)


def is_base(word: str) -> bool:
    """Whether a word is the base form of a verb that is known."""
    return word in _VERBS


def base_of_present(word: str) -> str | None:
    """Return the base form of a verb in -s, "argue" of "argues"; None where it is not known."""
    if word == "does":
        return "do"
    if not word.endswith("s"):
        return None
    endings = {word[:-1], word[:-2] if word.endswith("es") else "", word[:-3] + "y"}
    return next((base for base in sorted(endings) if base in _VERBS), None)
