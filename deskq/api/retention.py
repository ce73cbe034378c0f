"""How long responses are kept for repeated requests."""

from datetime import timedelta

from deskq.api.models import GivenAnswer
from deskq.core.retention_rules import old_rows

RULES = (old_rows("API answers, kept for repeated requests", GivenAnswer, GivenAnswer.given_at, timedelta(days=2)),)
