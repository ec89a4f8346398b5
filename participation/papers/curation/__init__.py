"""Curation: adults read what was sent, ask, offer a change, decide, and tell everybody at once."""
