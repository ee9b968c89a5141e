"""Exactness: what a question demands to the letter: its figures, its "not", who speaks, what holds now."""
