"""The line between the moderator's seat and the adults of the session; never on a screen."""
