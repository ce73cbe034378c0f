"""Retention of changes for one day."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.office.today.models import ClerkLoan, ServiceClosure

RULES = (
    old_rows("services closed for a day, and why", ServiceClosure, ServiceClosure.until, timedelta(days=7)),
    old_rows("clerks lent to a service for a day", ClerkLoan, ClerkLoan.until, timedelta(days=7)),
)
