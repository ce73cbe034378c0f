"""Pages of reports over periods, and their tables to download."""
