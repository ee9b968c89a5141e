"""One of many processes that ask or refresh one index: ``crowd.py ask|refresh LIBRARY INDEX SECONDS``.

It prints how often it did; anything else that it prints is an error.
"""

import hashlib
import os
import sys
import time
from pathlib import Path

TEXTS = [
    {
        name: f"The {name} bridge of state {state} was closed in winter.\n\n" * 3
        + f"The {name} ferry number {state} sails at noon."
        for name in "abc"
    }
    for state in range(4)
]
BY_HASH = {
    hashlib.sha256(text.encode()).hexdigest(): text for texts in TEXTS for text in texts.values()
}


def replace_all(library, number):
    """Put one state of the documents in the place of another, each file at once."""
    for name, text in TEXTS[number % len(TEXTS)].items():
        beside = library / f".{name}-{os.getpid()}"
        beside.write_text(text)
        beside.replace(library / f"{name}.txt")


def ask(assistant_class, store, library):
    for _ in range(10):  # cheap, and each may meet a commit
        store.load()
    assistant = assistant_class.open([library], store.directory)
    found = {document.id: document.sha256 for document in assistant.documents}
    for question in ("bridge", "Which ferry sails at noon?"):
        for passage in assistant.ask(question, k=50).answer.passages:
            for citation in (passage.citation, *passage.also):
                text = BY_HASH[citation.sha256]
                assert found[citation.document] == citation.sha256
                assert text[citation.start : citation.end] == passage.text


def run(role, library, index, seconds):
    from assistant.engine import Assistant
    from index.model.encoding import Encoder
    from index.storage.store import Store
    from index.upkeep.refreshing import refresh
    from tests.conftest import FakeEncoder

    os.fsync = lambda _: None  # more commits; no power is cut here
    encoder, store = FakeEncoder(), Store(index)
    Encoder.load = lambda *_, **__: encoder
    done = 0
    replace_all(library, 0)
    refresh(store, [library], lambda _: encoder, model="fake")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if role == "ask":
            ask(Assistant, store, library)
        else:
            replace_all(library, done + os.getpid())
            refresh(store, [library], lambda _: encoder, model="fake", rebuild=done % 5 == 0)
        done += 1
    return done


if __name__ == "__main__":
    done = run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]))
    sys.stdout.write(str(done))
