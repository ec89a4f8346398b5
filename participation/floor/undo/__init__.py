"""What was done last in a session, and for a minute the way back, act by act."""
