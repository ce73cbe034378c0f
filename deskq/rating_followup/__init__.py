"""After a rating: a complaint or praise about the visit with one tap."""
