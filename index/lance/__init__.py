"""An index in tables of Lance: in a folder, or in object storage."""
