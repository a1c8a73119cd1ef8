"""What is asked around a table."""
