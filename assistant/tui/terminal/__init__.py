"""The terminal: spoken with, copied to, and left as it was."""
