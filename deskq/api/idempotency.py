"""Idempotency-Key: change, journal and response are one commit; a repeated key gets the first response again."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from flask import current_app, request
from pydantic import BaseModel

from deskq.access.identity import Caller
from deskq.api.models import GivenAnswer
from deskq.core import secrets
from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.queue.service.issue import KeyReused

MAX_KEY = 200


def run_once(caller: Caller, key: str | None, do: Callable[[], BaseModel]) -> str:
    """The response as JSON; with a key, ``do`` runs at most once. Errors are not stored: nothing happened, and a retry
    may succeed."""
    if key is None:
        return do().model_dump_json()
    if not 1 <= len(key) <= MAX_KEY:
        raise InvalidInput(
            {"Idempotency-Key": N_("This text is too long.") if key else N_("Please fill in this field.")}
        )
    name, fingerprint = request_key(caller, key), _fingerprint()
    with transaction(caller.office_id, caller.by) as tx:
        earlier = tx.session.get(GivenAnswer, (caller.office_id, caller.by, name))
        if earlier is not None:
            if earlier.fingerprint != fingerprint:
                raise KeyReused
            return _with_secret(earlier.body, name)
        answer = do()
        stored = answer.model_dump(mode="json")
        if "token" in stored:
            stored["token"] = getattr(answer, "derived_from", None)
        tx.session.add(
            GivenAnswer(
                office_id=caller.office_id,
                by=caller.by,
                key=name,
                fingerprint=fingerprint,
                body=_compact(stored),
                given_at=tx.at,
            )
        )
        return answer.model_dump_json()


def request_key(caller: Caller, key: str) -> str:
    """The key scoped to its caller, so that no other caller can use it; keys of visitors are scoped to their
    address."""
    scope = request.path if caller.by == "visitor" else ""
    return hashlib.sha256(f"{caller.by} {scope} {key}".encode()).hexdigest()[:48]


def _fingerprint() -> str:
    """Keyed hash of the request: a body may contain a phone number, which could be guessed from a plain hash."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    content = f"{request.method} {request.path}\n".encode() + request.get_data()
    return hmac.new(secret, content, hashlib.sha256).hexdigest()


def _with_secret(body: str, name: str) -> str:
    """The stored response with its secret derived again from the request's own key, or from the one it was made of."""
    stored = json.loads(body)
    if "token" in stored:
        stored["token"] = secrets.for_request(str(current_app.config["SECRET_KEY"]), stored["token"] or name)
    return _compact(stored)


def _compact(stored: dict[str, Any]) -> str:
    """Same JSON format as ``model_dump_json``, so that the repeated response is identical."""
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
