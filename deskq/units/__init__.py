"""Units of the municipality and the escalation path between them: models.py, queries.py, escalation_path.py. A new
office may start from the units of template.py."""
