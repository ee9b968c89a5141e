"""Training of the carrier: which words of a conversation a question needs."""
