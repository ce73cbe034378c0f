"""How long responses are kept for repeated requests."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.office.given_answers import GivenAnswer

RULES = (
    old_rows(
        "answers of the API and of forms, kept for repeated requests",
        GivenAnswer,
        GivenAnswer.given_at,
        timedelta(days=2),
    ),
)
