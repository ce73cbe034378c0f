"""Pages on which items are coded and read a second time."""
