"""Pins: passages that somebody keeps from their chats, with notes, in collections that have names."""
