"""Rule-made examples of the things that a reader must tell apart, over invented subjects."""
