"""How a question is understood: what it names and expects, and what it takes over from before."""
