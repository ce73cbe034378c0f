"""The page of one counter."""
