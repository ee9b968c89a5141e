"""Adapters: small models that are the pinned one and a trained difference, exported once."""
