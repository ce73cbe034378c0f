"""Units of the municipality and the escalation path between them."""
