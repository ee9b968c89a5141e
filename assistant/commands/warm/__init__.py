"""The warm process: what answers the command line in milliseconds, where it runs."""
