"""Drop a correction that was begun by mistake, until it is published."""

from deskq.core.text.half_years import Half
from deskq.core.transactions import transaction
from deskq.half_year.events import CorrectionDropped
from deskq.half_year.queries import reports
from deskq.half_year.rules import reviews
from deskq.half_year.service import versions


def drop(office_id: int, by: str, half: Half, number: int, seen: str) -> None:
    """Delete the draft of a correction; the published versions stay as they are. ``number``: that of the draft on the
    page; ``seen``: ``digest`` of its ``public_text`` there. ``CorrectionChanged`` if it has changed since: nobody drops
    what a colleague has just written. The button pressed twice changes nothing."""
    with transaction(office_id, by) as tx:
        found = reports.versions(tx.session, office_id, half)
        if not found or found[0].published_at is None:
            raise reviews.NotPublishedYet
        draft = found[-1]
        if draft.published_at is not None:
            if draft.number >= number:
                raise reviews.CorrectionPublished
            return  # the button was pressed twice
        if draft.number != number:
            raise reviews.CorrectionChanged
        promises = reports.promises(tx.session, office_id, half)
        actions = reports.actions(tx.session, office_id, half)
        if seen != versions.digest(versions.public_text(tx.session, draft, promises, actions)):
            raise reviews.CorrectionChanged
        tx.session.delete(draft)
        tx.record(CorrectionDropped(half.code, draft.number))
