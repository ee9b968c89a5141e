"""Judging: what a text that something else wrote quotes and cites, each by a word."""
