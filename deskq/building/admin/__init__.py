"""Pages for staff: the table of rooms, buildings and floors, one room, signs to print."""
