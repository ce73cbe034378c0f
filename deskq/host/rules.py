"""Rules of the host's page."""

from deskq.core.errors import N_, DomainError


class SameVisitor(DomainError):
    """This visitor may already have a ticket. The host looks at that ticket, or says that this is another visitor."""

    slug = "same-visitor"
    title = N_("Ticket %(code)s was given a moment ago for the same service. Is it the same visitor?")


class NumberHasTicket(SameVisitor):
    title = N_("This phone number already has ticket %(code)s.")
