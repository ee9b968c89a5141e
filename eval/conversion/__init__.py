"""Conversion: what readers of files make of documents whose right text is known."""
