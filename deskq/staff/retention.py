"""Retention of failed sign-ins and of known browsers."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.staff.models import KnownBrowser, SignInFailure, UnknownLogin

RULES = (
    old_rows("failed sign-ins with unknown names", UnknownLogin, UnknownLogin.tried_at, timedelta(days=365)),
    old_rows(
        "failed sign-ins by name and place, as keyed hashes", SignInFailure, SignInFailure.tried_at, timedelta(days=30)
    ),
    old_rows(
        "browsers in which staff signed in, since the last time",
        KnownBrowser,
        KnownBrowser.seen_at,
        timedelta(days=400),
    ),
)
