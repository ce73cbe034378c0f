"""Applies the retention rules of all features: every hour in the background, and by ``flask retention``."""

import logging
from collections import Counter
from time import monotonic

import click

from deskq.access.devices import retention as of_devices
from deskq.alerts import retention as of_alerts
from deskq.amenities import retention as of_amenities
from deskq.api import retention as of_answers
from deskq.application_exchange import retention as of_imports
from deskq.application_opening import retention as of_referrals
from deskq.applications import retention as of_applications
from deskq.appointments import retention as of_appointments
from deskq.background_work import retention as of_work
from deskq.commissions import retention as of_commissions
from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.extensions import db
from deskq.core.retention_rules import Rule
from deskq.document_scans import retention as of_scans
from deskq.estimate import retention as of_estimates
from deskq.inspections import retention as of_inspections
from deskq.jobs.each_office import each_office
from deskq.joining import retention as of_joining
from deskq.message_erasure import retention as of_messages
from deskq.message_import import retention as of_message_imports
from deskq.office import queries as office_queries
from deskq.office.command_options import office_option, some_offices
from deskq.office.today import retention as of_days
from deskq.printing import retention as of_papers
from deskq.queue.hall import retention as of_lines
from deskq.queue.notes import retention as of_notes
from deskq.ratings import retention as of_ratings
from deskq.saved_reports import retention as of_saved_reports
from deskq.sms import retention as of_texts
from deskq.sms_inbound import retention as of_inbound_sms
from deskq.staff import retention as of_strangers
from deskq.web import images, uploads
from deskq.webhooks import retention as of_webhooks

log = logging.getLogger(__name__)
EVERY = 3600.0  # seconds
#: The rules of all features; docs/retention.md is generated from them.
RULES: tuple[Rule, ...] = (
    *(*of_texts.RULES, *of_papers.RULES, *of_ratings.RULES, *of_answers.RULES),
    *(*of_appointments.RULES, *of_estimates.RULES, *of_devices.RULES, *of_strangers.RULES),
    *(*of_messages.RULES, *of_applications.RULES, *of_imports.RULES, *of_message_imports.RULES),
    *of_webhooks.RULES,
    *(*of_inspections.RULES, *of_commissions.RULES, *of_referrals.RULES, *of_inbound_sms.RULES),
    *of_scans.RULES,
    *(*of_days.RULES, *of_lines.RULES, *of_notes.RULES),
    *(*of_joining.RULES, *of_amenities.RULES),
    *(*of_alerts.RULES, *of_saved_reports.RULES, *of_work.RULES),
)


class HourlyRetention:
    """The background job: ``remove_due`` once an hour, unless the system clock is not trusted."""

    def __init__(self) -> None:
        self._clock_guard = BackgroundClockGuard()
        self._last = -EVERY

    def round(self) -> None:
        if self._clock_guard.steady() and monotonic() - self._last >= EVERY:
            self._last = monotonic()
            remove_due()


def remove_due(only: list[int] | None = None) -> list[tuple[Rule, int]]:
    """Remove rows and files that are due, ``only`` of these offices. Returns {rule: number of removed rows}. It queries
    first, and locks the office only if something is due. Files that no message or application refers to are deleted an
    hour after their upload."""
    counts: Counter[Rule] = Counter()

    def apply(office_id: int) -> None:
        for rule in RULES:
            counts[rule] += _apply(rule, office_id)

    each_office(only or _offices(), apply)
    used, now = uploads.used(), clock.now().timestamp()
    images.in_thread(lambda: uploads.sweep(used, now))
    return [(rule, counts[rule]) for rule in RULES]


def due(only: list[int] | None = None) -> list[tuple[Rule, int]]:
    """Each rule with how many are due now."""
    session, now = db.session(), clock.now()
    return [(rule, sum(int(rule.due(session, office, now)) for office in only or _offices())) for rule in RULES]


def _apply(rule: Rule, office_id: int) -> int:
    now = clock.now()
    if not rule.due(db.session(), office_id, now):
        return 0
    removed = rule.remove(office_id, now)
    log.info("%d removed: %s", removed, rule.what)
    return removed


def _offices() -> list[int]:
    return list(office_queries.offices(db.session()))


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only show what would be removed.")
@office_option
def retention(dry_run: bool, office: str | None) -> None:
    """Remove data older than its retention period, and list the periods. The server does the same every hour."""
    only = some_offices(office)
    found = due(only) if dry_run else remove_due(only)
    click.echo(f"{'kept':<26}{'due' if dry_run else 'removed':>9}  what")
    for rule, count in found:
        click.echo(f"{rule.kept:<26}{count:>9}  {rule.what}")
