"""The moderator's seat: one holder, heard every 15 s; offered, accepted, reclaimed."""
