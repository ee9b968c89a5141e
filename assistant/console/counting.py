"""Counting: how many of something there are, in words."""


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, "1 question" or "1,200 questions"; ``noun`` is for one."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
