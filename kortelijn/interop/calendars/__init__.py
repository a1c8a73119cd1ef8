"""Calendar feeds (iCalendar) that others subscribe to."""
