"""A meeting from plan to minutes."""
