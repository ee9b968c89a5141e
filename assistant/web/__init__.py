"""The terminal chat in a browser: ``quoth chat --web``."""
