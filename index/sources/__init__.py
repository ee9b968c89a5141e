"""What people name to be read: which files, what they hold, and what changed since."""
