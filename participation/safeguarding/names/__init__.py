"""The first key of names that children typed themselves."""
