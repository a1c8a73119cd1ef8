"""Whether a meeting still earns its time."""
