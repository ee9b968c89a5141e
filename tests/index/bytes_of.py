"""All bytes of an index, for comparing two."""

from index.storage.store import Index


def data_of(index: Index) -> dict[str, bytes]:
    """Return the bytes of each file of an index, each proven."""
    index.contents.prove()
    return {name: bytes(data[:]) for name, data in index.data.items()}
