"""Service: what programs ask of the documents over any protocol, each answered by a record."""
