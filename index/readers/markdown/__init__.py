"""Markdown: from markdown-it's line maps to blocks, and its links as they are shown."""
