"""A paper that an adult types for a child, until the child says: these are my words."""
