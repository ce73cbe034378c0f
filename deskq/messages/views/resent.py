"""The key of a form: a page that is shown again keeps it, unless something else was registered under it."""

from deskq import tokens
from deskq.errors import Refused
from deskq.managing import Filled
from deskq.messages import service

KEY = "request_key"
BESIDE: dict[type[Refused], str] = {service.AlreadyRegistered: KEY}


def request_key(form: Filled) -> str:
    return tokens.new() if form.problem(KEY) else form.get(KEY) or tokens.new()
