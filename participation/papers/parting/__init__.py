"""What stays where when somebody leaves a paper that others write too: hers with her, theirs with
them, also of what a device without a network brings later."""
