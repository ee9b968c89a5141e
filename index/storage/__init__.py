"""The index on disk, and how a new one is laid out."""
