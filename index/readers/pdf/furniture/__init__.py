"""What stands on pages beside the text and is none: running heads, line numbers, lines of contents."""
