"""Invented visitors and clerks, who act by chance with the real services: for the demo office and for practice."""
