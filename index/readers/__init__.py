"""Readers: a room or a file for each format, which turns the bytes of a file into documents."""
