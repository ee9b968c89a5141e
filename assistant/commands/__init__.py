"""The commands of ``quoth``: each parses, calls and prints."""
