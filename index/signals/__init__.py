"""What tells that a passage matches a query, each by itself."""
