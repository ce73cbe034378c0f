"""Pages that follow a rating."""
