"""Public sets by name: layouts in which questions are published, read from disk as BEIR folders."""
