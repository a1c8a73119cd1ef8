"""The pages around a table."""
