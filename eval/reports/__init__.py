"""The faces of a review: for terminals, for people on the web, and for programs."""
