"""Where a citation leads, and what has become of it."""
