"""Files: how they are opened, written and read, whatever they hold."""
