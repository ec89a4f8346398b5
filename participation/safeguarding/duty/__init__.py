"""Which adults are on duty now, for a session or the whole event, and which languages they read."""
