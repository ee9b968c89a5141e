"""Labelling: DOCUMENTS → DRAFTS → REVIEWED QUESTIONS → a set that is checked."""
