"""How long answers to machines are kept for a request that is sent again."""

from datetime import timedelta

from deskq.api.models import GivenAnswer
from deskq.core.retention_rules import old_rows

RULES = (old_rows("API answers, kept for repeated requests", GivenAnswer, GivenAnswer.given_at, timedelta(days=2)),)
