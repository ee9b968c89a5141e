"""Roles: whether a text speaks of a deputy, or one of before, where somebody asks for the holder."""

import re

from index.language import stem, words

_OTHER = "deputy|vice|assistant|acting|interim|outgoing|incoming|honorary"
_EARLIER = "former|ex|late|retired"
_ROLE = re.compile(rf"\b({_OTHER}|{_EARLIER})[\s-]+([^\W\d_]{{3,}})", re.IGNORECASE)
_PAST = frozenset(["was", "were", "did", "had", "former", "late", "earlier", "previous"])


def may_be_another(text: str) -> bool:
    """Whether a text speaks of somebody who only nearly holds a role; cheap."""
    return _ROLE.search(text) is not None


def is_of_another(question: str, text: str) -> bool:
    """Whether a text names the role that a question asks for only of others: "the deputy mayor".

    Of one who held it before only where the question asks for the present.
    """
    asked = words(question)
    roles = {stem(word) for word in asked}
    others: set[str] = set()
    for found in _ROLE.finditer(text):
        kind, role = found[1].lower(), stem(found[2].lower())
        is_meant = kind in asked or (re.fullmatch(_EARLIER, kind) and _PAST & {*asked})
        if role in roles and not is_meant:
            others.add(role)
    held = {stem(word) for word in words(_ROLE.sub(" ", text))}
    return bool(others - held)
