"""What an author is told of her paper on stage."""

from __future__ import annotations

from participation.floor.reading.queries import in_hand


def mine_readings(session_id: str) -> dict[str, str]:
    """By holder, the item whose paper she wrote and goes through herself now."""
    handed = in_hand(session_id)
    if handed is None:
        return {}
    item, authors = handed
    return {f"person:{author}": item for author in authors}
