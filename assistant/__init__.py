"""The assistant: from a question, through scored passages, to an answer that quotes."""
