"""Every ``quoth.*/1`` record of the assistant: declared once, written and read by its declaration."""
