"""Lists the changes of the set-up in a table beside the journal."""

from deskq.core.transactions import Transaction, in_transaction
from deskq.office.events import OfficeChanged
from deskq.setup.models import SetupChange

#: These changes hold for today only and are shown on the hall page.
OF_TODAY = ("clerk_loan", "service_closure")


@in_transaction(OfficeChanged)
def list_change(tx: Transaction, event: OfficeChanged) -> None:
    if event.changes and event.what not in OF_TODAY:
        tx.session.add(SetupChange(office_id=tx.office_id, sequence=tx.sequence))
