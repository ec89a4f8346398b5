"""What the hall says of the pace: slower, say it again, I am lost, agree. Nobody's name."""
