"""The passages that are pinned: kept, noted, taken out and exported by keys."""
