"""Rules of the host's page."""

from deskq.core.errors import N_, DomainError


class SameVisitor(DomainError):
    """A ticket that may be this visitor's exists; the host looks at it, or says that it is another visitor."""

    slug = "same-visitor"
    title = N_("Ticket %(code)s was given a moment ago for the same service. Is it the same visitor?")


class NumberHasTicket(SameVisitor):
    title = N_("This phone number already has ticket %(code)s.")
