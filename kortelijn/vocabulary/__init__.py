"""Words that the whole product shares: needs, steps of care, professions and themes."""
