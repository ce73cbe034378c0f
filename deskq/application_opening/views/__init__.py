"""Pages on which applications are opened."""
