"""How long visitors' words are kept. Scores and reasons stay: they name nobody."""

from datetime import timedelta

from deskq.ratings.models import Rating
from deskq.retention import old_rows

RULES = (old_rows("comments of visitors to a rating", Rating, Rating.given_at, timedelta(days=365), blank="comment"),)
