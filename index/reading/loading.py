"""Loading: the reader of a name, the shipped one or another model."""

from index.progress import Say, ignore
from index.reading import SHIPPED_READER
from index.reading.reader import PassageReader, Reader


def load_reader(name: str = SHIPPED_READER, say: Say = ignore) -> PassageReader:
    """Load a reader by its name, or the path of its folder.

    Args:
        name: ``SHIPPED_READER``, a sentence-transformers CrossEncoder, or a model for extractive
            question answering.
        say: Is told, in one line, what takes longer than it should.

    Raises:
        ModelError: There is no such model here, it is no reader, or not the published one.
    """
    if name == SHIPPED_READER:
        return Reader.load(say)
    from index.reading.named import named_reader

    return named_reader(name)
