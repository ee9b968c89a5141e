"""Where text comes in and goes out: streams, messages, exit codes, the one door to a terminal."""
