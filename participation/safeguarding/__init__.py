"""What keeps children safe: the way to help, and the helplines as data."""
