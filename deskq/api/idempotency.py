"""Idempotency-Key: change, journal and response are one commit; a repeated key gets the first response again."""

import hashlib
import hmac
import json
from collections.abc import Callable

from flask import current_app, request
from pydantic import BaseModel

from deskq.access.identity import Caller
from deskq.core import actors, secrets
from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.office import given_answers
from deskq.queue.service.issue import KeyReused
from deskq.webhooks.rules import secret_from

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
        earlier = given_answers.find(tx, name, fingerprint, KeyReused)
        if earlier is not None:
            return _with_secret(earlier, name)
        answer = do()
        told = answer.model_dump_json()
        given_answers.store(tx, name, fingerprint, _without_secret(told, answer))
        return told


def request_key(caller: Caller, key: str) -> str:
    """The key scoped to its caller, so that no other caller can use it; keys of visitors are scoped to their
    address."""
    scope = request.path if caller.by == actors.VISITOR else ""
    return hashlib.sha256(f"{caller.by} {scope} {key}".encode()).hexdigest()[:48]


def _fingerprint() -> str:
    """Keyed hash of the request: a body may contain a phone number, which could be guessed from a plain hash."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    content = f"{request.method} {request.path}\n".encode() + request.get_data()
    return hmac.new(secret, content, hashlib.sha256).hexdigest()


def _without_secret(told: str, answer: BaseModel) -> str:
    """The response as stored: instead of its secret the request key it is derived from, if that is another's."""
    if (own := getattr(answer, "secret", None)) is not None:
        told = told.replace(f'"secret":{json.dumps(own)}', '"secret":null')
    secret = getattr(answer, "token", None)
    if secret is None:
        return told
    return told.replace(f'"token":{json.dumps(secret)}', f'"token":{json.dumps(getattr(answer, "derived_from", None))}')


def _with_secret(body: str, name: str) -> str:
    """The stored response with its secret derived again from the request's own key, or from the one it was made of."""
    stored = json.loads(body)
    key = str(current_app.config["SECRET_KEY"])
    if "token" in stored:
        stored["token"] = secrets.for_request(key, stored["token"] or name)
    elif "secret" in stored:
        stored["secret"] = secret_from(secrets.for_request(key, name))
    else:
        return body
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))  # as model_dump_json writes it
