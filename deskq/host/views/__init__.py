"""Pages of the host: the hall, and one ticket."""
