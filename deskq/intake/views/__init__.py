"""Pages of the staff's intake form."""
