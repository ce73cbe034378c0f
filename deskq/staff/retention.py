"""Retention of failed sign-ins with unknown names."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.staff.models import UnknownLogin

RULES = (old_rows("failed sign-ins with unknown names", UnknownLogin, UnknownLogin.tried_at, timedelta(days=365)),)
