"""A child's paper in another language: written by a person, and shown once the child says that its
meaning is right."""
