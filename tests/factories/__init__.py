"""Worlds to test in, built through the product's own actions (never by writing rows past them)."""
