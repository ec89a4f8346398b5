"""Cue cards: what the moderator may say at a step."""
