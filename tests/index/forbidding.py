"""Files that cannot be read, whoever runs the tests."""

import os


def forbid(monkeypatch, forbidden):
    """Let a file be unreadable, also for a superuser."""
    opener = os.open

    def guarded(path, *arguments, **options):
        if path == forbidden:
            raise PermissionError(13, "Permission denied")
        return opener(path, *arguments, **options)

    monkeypatch.setattr(os, "open", guarded)
