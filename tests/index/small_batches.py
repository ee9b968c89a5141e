"""Builds that keep what they encode a few sentences at a time."""

from index.upkeep import batches, build


def in_small_batches(patch):
    """Let each build make batches of two short texts, and larger ones of two of these."""
    patch.setattr(build, "_BATCH", 60)
    patch.setattr(batches, "_TOGETHER", 2)
