"""Pages of several offices."""
