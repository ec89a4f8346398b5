"""The last act of a session, and for a minute the way back from it."""
