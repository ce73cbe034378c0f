"""What visitors thought of their visit: one tap, reasons, words."""
