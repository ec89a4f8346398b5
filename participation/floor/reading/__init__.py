"""A paper that is read on stage: at which leaf it is, and who turns them."""
