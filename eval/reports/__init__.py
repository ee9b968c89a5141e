"""The faces of a report: for terminals, for people on the web, and for programs."""
