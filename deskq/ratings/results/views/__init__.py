"""The page of results and its CSV table."""
