"""Figures: the numbers, dates and times of a text, and what each one means."""
