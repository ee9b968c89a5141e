"""The documents over HTTP, for programs on this machine."""
