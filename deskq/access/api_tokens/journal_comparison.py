"""Compares API tokens with the journal: who may call the API, as what."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.access.api_tokens.events import TokenCreated, TokenRevoked, proof_of
from deskq.access.api_tokens.models import ApiToken
from deskq.core.db.journal_comparison import Difference, missing, of_kinds, unequal, unknown


def differences(session: Session, office_id: int) -> Iterator[Difference]:
    """Tokens are few: their entries are kept in memory."""
    told = _told(session, office_id)
    for token in session.scalars(select(ApiToken).where(ApiToken.office_id == office_id).order_by(ApiToken.id)):
        what = f"API token {token.id}"
        facts = told.pop(token.id, None)
        if facts is None:
            yield unknown(what)
            continue
        stored = {
            "role": token.role, "name": token.name, "counter": token.counter_id,
            "revoked": token.revoked_at is not None, "proof": proof_of(token.token_hash),
        }  # fmt: skip
        yield from unequal(what, stored, facts)
    yield from (missing(f"API token {token_id}") for token_id in told)


def _told(session: Session, office_id: int) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for entry in of_kinds(session, office_id, TokenCreated, TokenRevoked):
        facts = entry.facts
        if entry.kind == TokenRevoked.kind:
            found.setdefault(facts["token"], {})["revoked"] = True
            continue
        told = {"role": facts["role"], "name": facts["name"], "counter": facts["of_counter"], "revoked": False}
        found[facts["token"]] = told | ({"proof": facts["proof"]} if facts.get("proof") else {})
    return found
