"""Questions: asked, cleared by an adult, chosen by the moderator, answered."""
