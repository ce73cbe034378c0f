"""Pages of half-year reports: for staff, for the public, and as open data."""
