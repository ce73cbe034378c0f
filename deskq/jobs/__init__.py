"""Background jobs: the table in which features register them, and the runner."""
