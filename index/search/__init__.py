"""Search: from a query, through candidates and signals, to scored passages."""
