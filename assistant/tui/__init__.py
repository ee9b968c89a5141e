"""The terminal chat: screens decide, widgets show and post messages, the engine answers."""
