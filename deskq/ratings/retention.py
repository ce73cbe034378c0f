"""How long visitors' words are kept. Scores and reasons stay: they name nobody."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.ratings.models import DeskAddress, Rating, RatingAppeal

RULES = (
    old_rows("visitors' comments on ratings", Rating, Rating.given_at, timedelta(days=365), blank="comment"),
    old_rows(
        "where a rating came from, as a key of its day",
        Rating,
        Rating.given_at,
        timedelta(days=30),
        blank="source_hash",
    ),
    old_rows("clerks' texts in appeals", RatingAppeal, RatingAppeal.made_at, timedelta(days=365), blank="why"),
    old_rows(
        "reasons of decisions on appeals", RatingAppeal, RatingAppeal.made_at, timedelta(days=365), blank="reason"
    ),
    old_rows("network addresses of desks, as a key of their day", DeskAddress, DeskAddress.seen_at, timedelta(days=1)),
)
