"""Units of the municipality and the escalation path between them: models.py, queries.py, escalation_path.py."""
