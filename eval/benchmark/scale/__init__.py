"""How a folder and a store grow, with made texts and made vectors: no model takes part."""
