"""The commands that look at this installation: its state, its settings, its completion."""
