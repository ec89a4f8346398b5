"""What papers are about, as adults at the desk say it: words of one list, and never more."""
