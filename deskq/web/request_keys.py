"""The idempotency key of a public form: what one form makes is made once, however often it is sent."""

from flask import request

from deskq.core import secrets
from deskq.core.errors import DomainError, SentAlready


def of_page(refusal: DomainError | None = None) -> str:
    """The key for the page: that of the form that was sent, unless something else was saved under it; or a new one."""
    sent = "" if isinstance(refusal, SentAlready) else request.form.get("request_key", "")
    return sent or secrets.new()
