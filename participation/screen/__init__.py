"""The projector: pairing with a room, and what its wall shows."""
