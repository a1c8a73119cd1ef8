"""Who is missing is asked along."""
