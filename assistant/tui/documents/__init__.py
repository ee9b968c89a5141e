"""The documents: opened, listed, restricted, and watched for changes."""
