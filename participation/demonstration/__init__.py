"""The demonstration: a whole invented conference, and the story that one person can try alone."""
