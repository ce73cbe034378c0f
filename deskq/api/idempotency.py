"""Idempotency-Key: change, journal and answer are one commit; the same key hears the first answer again."""

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

LONGEST = 200


def once(caller: Caller, key: str | None, do: Callable[[], BaseModel]) -> str:
    """The answer as JSON; with a key, done at most once however often it is asked for. A refusal is not kept: nothing
    happened, and it may be asked again."""
    if key is None:
        return do().model_dump_json()
    if not 1 <= len(key) <= LONGEST:
        raise InvalidInput(
            {"Idempotency-Key": N_("This text is too long.") if key else N_("Please fill in this field.")}
        )
    name, fingerprint = request_key(caller, key), _fingerprint()
    with transaction(caller.office_id, caller.by) as tx:
        earlier = tx.session.get(GivenAnswer, (caller.office_id, caller.by, name))
        if earlier is not None:
            if earlier.fingerprint != fingerprint:
                raise KeyReused
            return _with_token(earlier.body, name)
        answer = do()
        kept = answer.model_dump(mode="json")
        if "token" in kept:
            kept["token"] = getattr(answer, "derived_from", None)
        tx.session.add(
            GivenAnswer(
                office_id=caller.office_id,
                by=caller.by,
                key=name,
                fingerprint=fingerprint,
                body=_compact(kept),
                given_at=tx.at,
            )
        )
        return answer.model_dump_json()


def request_key(caller: Caller, key: str) -> str:
    """A caller's key under a name that no other caller can use; a visitor's keys are their ticket's."""
    scope = request.path if caller.by == "visitor" else ""
    return hashlib.sha256(f"{caller.by} {scope} {key}".encode()).hexdigest()[:48]


def _fingerprint() -> str:
    """Keyed, because a body may hold a telephone number, and those could be tried out one by one."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    asked = f"{request.method} {request.path}\n".encode() + request.get_data()
    return hmac.new(secret, asked, hashlib.sha256).hexdigest()


def _with_token(body: str, name: str) -> str:
    """The kept answer, its secret made again: of the request's own key, or of the one it was made of."""
    kept = json.loads(body)
    if "token" in kept:
        kept["token"] = secrets.for_request(str(current_app.config["SECRET_KEY"]), kept["token"] or name)
    return _compact(kept)


def _compact(kept: dict[str, Any]) -> str:
    """Letter for letter as it was answered first."""
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
