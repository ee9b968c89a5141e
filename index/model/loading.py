"""Loading: the encoders of a library, each loaded when it is first needed, and once."""

from typing import Protocol

from index.model.encoding import Encoder
from index.model.models import ModelIdentity
from index.progress import Say


class Load(Protocol):
    """Loads an encoder, as ``Encoder.load`` does."""

    def __call__(
        self, name: str, *, wanted: ModelIdentity | None = None, say: Say = ...
    ) -> Encoder:
        """Return the encoder of a model by its name, or the very one that is wanted."""


class Encoders:
    """The encoders that a library builds and searches with.

    Args:
        load: What loads one; by default ``Encoder.load``.
        say: Is told, in one line, what takes longer than it should.
    """

    def __init__(self, load: Load | None, say: Say) -> None:
        self.load = load or Encoder.load
        self._say = say
        self._by_name: dict[str, Encoder] = {}
        self._by_identity: dict[ModelIdentity, Encoder] = {}

    def named(self, name: str) -> Encoder:
        """Return the encoder of a model as it is here today.

        Raises:
            ModelError: The model is not here, or is not what it should be.
        """
        if name not in self._by_name:
            encoder = self.load(name, say=self._say)
            self._by_name[name] = self._by_identity[encoder.identity] = encoder
        return self._by_name[name]

    def identified(self, identity: ModelIdentity) -> Encoder:
        """Return the very encoder that an index was built with.

        Raises:
            ModelError: The model is not here, or is not what it should be.
            IndexForeignError: Another one of that name is here.
        """
        if identity not in self._by_identity:
            encoder = self.load(identity.name, wanted=identity, say=self._say)
            self._by_identity[identity] = encoder
        return self._by_identity[identity]
