"""What messages are classified by: kinds, deadline classes, categories, districts, city map, policy."""
