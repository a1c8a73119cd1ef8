"""The pages of leaving, taking over and being away, a module per side."""
