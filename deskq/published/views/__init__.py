"""The public page, its open data and its picture."""
