"""Adults who came with children: whose own they are."""
