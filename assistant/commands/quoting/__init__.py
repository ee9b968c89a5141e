"""The commands that look at quotations."""
