"""The commands that answer other programs."""
