"""The keys: what they do, how they are chosen, and the ways to find both."""
