"""Withdraw a published report. What was published stays, with its checksum and the reason."""

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.half_year.events import ReportWithdrawn
from deskq.half_year.queries import reports
from deskq.half_year.rules import reviews
from deskq.half_year.service import names


def withdraw(office_id: int, by: str, half: Half, reason: Name, seen: int | None = None) -> None:
    """Withdraw every published version of the half-year (``reviews.to_withdraw``). A new version may be published
    later. The button pressed twice changes nothing."""
    if not reason.fa:
        raise InvalidInput({"withdrawal_fa": N_("Please say why, so that citizens can read it.")})
    with transaction(office_id, by) as tx:
        names.check(tx, withdrawal_fa=reason.fa, withdrawal_en=reason.en)
        for row in reviews.to_withdraw(reports.published(tx.session, office_id, half), reason, seen):
            row.withdrawn_at, row.withdrawal_fa, row.withdrawal_en = tx.at, reason.fa, reason.en
            tx.record(ReportWithdrawn(half.code, row.number, reason.fa, reason.en))
