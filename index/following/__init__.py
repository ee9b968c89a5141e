"""Following: question and conversation side by side, which of its words the question needs."""
