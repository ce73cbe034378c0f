"""Forms that create something: what one form creates is created once, however often it is sent."""

import hashlib
import hmac
import json
from collections.abc import Callable

from flask import current_app, request

from deskq.access.identity import Caller
from deskq.core.errors import SentAlready
from deskq.core.secrets import hashed
from deskq.core.transactions import transaction
from deskq.office import given_answers
from deskq.web.forms import REQUEST_KEY


def once(caller: Caller, create: Callable[[], str]) -> str:
    """What ``create`` returns (no secret). It is called in one transaction; for a form that was sent already it is not
    called, and what it returned then comes again, or ``SentAlready`` with other content. Without a key it is called."""
    key = request.form.get(REQUEST_KEY)
    if not key:
        return create()
    name, fingerprint = hashed(f"form {key}"), _fingerprint()
    with transaction(caller.office_id, caller.by) as tx:
        earlier = given_answers.find(tx, name, fingerprint, SentAlready)
        if earlier is not None:
            return earlier
        body = create()
        given_answers.store(tx, name, fingerprint, body)
        return body


def _fingerprint() -> str:
    """Keyed hash of address, fields and files, as of a request with an Idempotency-Key."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    files = []
    for name, file in request.files.items(multi=True):
        file.stream.seek(0)
        files.append((name, file.filename, hashlib.file_digest(file.stream, "sha256").hexdigest()))  # type: ignore[arg-type]
        file.stream.seek(0)
    content = json.dumps([request.path, fields, files]).encode()
    return hmac.new(str(current_app.config["SECRET_KEY"]).encode(), content, hashlib.sha256).hexdigest()
