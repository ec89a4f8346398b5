"""The first key of names: those children typed themselves, and the first names organisers typed."""
