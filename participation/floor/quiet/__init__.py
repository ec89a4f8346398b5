"""Quiet mode: what a session does when too few adults are in the room."""
