"""Upkeep: an index made, compared with its sources, and brought up to date."""
