"""Commands for one business day: close a service with a reason and open it again, lend a clerk and end the loan."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.office import business_day, config_cache
from deskq.office.models import Service
from deskq.office.row_store import changed, find, remove, write
from deskq.office.today.models import ClerkLoan, ServiceClosure


class ClosedAlready(DomainError):
    slug = "closed-already"
    title = N_("“%(service)s” is already closed for today.")


class OpenAlready(DomainError):
    slug = "open-already"
    title = N_("“%(service)s” is open.")


class LentAlready(DomainError):
    slug = "lent-already"
    title = N_("This clerk already serves “%(service)s”.")


def close_service(office_id: int, by: str, service_id: int, reason: Name) -> Service:
    """Give no tickets for a service until the business day ends. Visitors who have a ticket keep it and are served."""
    with transaction(office_id, by) as tx:
        service = find(tx, Service, service_id)
        row = tx.session.get(ServiceClosure, service_id)
        if row is not None and row.until > tx.at:
            raise ClosedAlready(service=service.name)
        row = row or ServiceClosure(service_id=service_id, office_id=office_id)
        fields = {"until": end_of_day(tx), "reason_fa": reason.fa, "reason_en": reason.en}
        changed(tx, "service_closure", service_id, write(tx, row, fields))
        return service


def reopen_service(office_id: int, by: str, service_id: int) -> tuple[Service, Name]:
    """Give tickets again. Returns the service and the reason of its closure."""
    with transaction(office_id, by) as tx:
        service = find(tx, Service, service_id)
        row = tx.session.get(ServiceClosure, service_id)
        if row is None or row.until <= tx.at:
            raise OpenAlready(service=service.name)
        reason = row.reason
        changed(tx, "service_closure", service_id, remove(tx, row))
        return service, reason


def lend(office_id: int, by: str, clerk_id: int, service_id: int) -> Service:
    """Let a clerk serve one more service until the business day ends, at any counter. The caller has checked that this
    person works at counters."""
    with transaction(office_id, by) as tx:
        service = find(tx, Service, service_id)
        row = _loan(tx.session, clerk_id, service_id)
        if row is not None and row.until > tx.at:
            raise LentAlready(service=service.name)
        row = row or ClerkLoan(clerk_id=clerk_id, service_id=service_id, office_id=office_id)
        fields = {"until": end_of_day(tx)}
        who = {"clerk_id": [None, clerk_id]}
        changed(tx, "clerk_loan", service_id, who | write(tx, row, fields))
        return service


def end_loan(office_id: int, by: str, clerk_id: int, service_id: int) -> Service:
    with transaction(office_id, by) as tx:
        service = find(tx, Service, service_id)
        row = _loan(tx.session, clerk_id, service_id)
        if row is None or row.office_id != office_id or row.until <= tx.at:
            raise NotFound
        changed(tx, "clerk_loan", service_id, remove(tx, row))
        return service


def end_of_day(tx: Transaction) -> datetime:
    """The end of the present business day."""
    office = config_cache.at(tx.office_id, tx.config_version, tx.connection).office
    return business_day.begins(office, business_day.date_at(office, tx.at) + timedelta(1))


def _loan(session: Session, clerk_id: int, service_id: int) -> ClerkLoan | None:
    return session.get(ClerkLoan, (clerk_id, service_id))
