"""Ratings of visits: one tap, then reasons, a comment and questions of the questionnaire."""
