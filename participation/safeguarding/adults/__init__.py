"""The adults in the room: who has checked in, who is heard, who counts."""
