"""The names of keys, as Textual has them."""

from typing import Final

from textual.keys import REPLACED_KEYS, Keys, key_to_character

_MODIFIERS: Final = {"alt", "ctrl", "hyper", "meta", "shift", "super"}
_CHARACTERS: Final = {*REPLACED_KEYS, "space"}
_OTHERS: Final = {key.value for key in Keys if key.value.isalnum()} - _CHARACTERS


def is_key(name: str) -> bool:
    """Tell whether a terminal can send a key of this name, such as ``c``, ``G``, ``ctrl+t``."""
    *modifiers, key = name.split("+") if len(name) > 1 else [name]
    is_in_order = modifiers == sorted(set(modifiers)) and set(modifiers) <= _MODIFIERS
    return is_in_order and (key in _OTHERS or is_typed(key))


def is_typed(name: str) -> bool:
    """Tell whether a key writes a character, so that it belongs to whoever is typing."""
    if name in _OTHERS or name in _CHARACTERS:
        return name in _CHARACTERS
    char = key_to_character(name)
    return char is not None and char.isprintable()
