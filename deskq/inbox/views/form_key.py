"""The idempotency key of a form: kept when the page comes again, unless other content was registered under it."""

from deskq.core import secrets
from deskq.core.errors import DomainError
from deskq.messages.service.idempotent import AlreadyRegistered
from deskq.office.admin_pages import FilledForm

KEY = "request_key"
ERROR_FIELDS: dict[type[DomainError], str] = {AlreadyRegistered: KEY}


def request_key(form: FilledForm) -> str:
    return secrets.new() if form.problem(KEY) else form.get(KEY) or secrets.new()
