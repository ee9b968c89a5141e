"""Passages: documents cut into whole sentences that fit the model."""
