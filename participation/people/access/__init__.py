"""What is read only with a typed reason and a second adult, and then written down (L)."""
