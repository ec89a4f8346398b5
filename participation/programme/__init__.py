"""The event, its days, rooms, organisations and conference sessions. It knows no person."""
