"""Faults: what may be wrong with a request."""

from index.errors import InputError


class RequestError(InputError):
    """A request is not what it should be; the message says what is wrong with it."""


class MissingError(RequestError):
    """What a request names is not there."""
