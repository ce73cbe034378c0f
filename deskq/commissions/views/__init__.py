"""Pages of commission sessions."""
