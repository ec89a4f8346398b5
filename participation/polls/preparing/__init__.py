"""Preparing polls: an adult of the session writes one in its languages, and makes it ready."""
