"""Plain text: its structure as a reader would see it."""
