"""Quotations: where one stands in the documents, and what to think of one that somebody else made."""
