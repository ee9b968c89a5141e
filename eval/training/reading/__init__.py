"""Training of the reader: which words of a passage answer a question, if any do."""
