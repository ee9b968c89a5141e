"""Pictures: text that is only seen, recognised."""
