"""A turn as people and programs read it, and read back."""
