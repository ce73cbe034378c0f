"""Creates and revokes API tokens."""

from deskq.access.api_tokens import events, queries
from deskq.access.api_tokens.models import ApiToken
from deskq.core import secrets
from deskq.core.transactions import transaction


def create_token(office_id: int, role: str, name: str = "", counter_id: int | None = None, by: str = "console") -> str:
    """A new API token; the only time it can be read."""
    token = secrets.new()
    with transaction(office_id, by) as tx:
        row = ApiToken(
            office_id=office_id,
            role=role,
            name=name,
            counter_id=counter_id,
            token_hash=secrets.hashed(token),
            created_at=tx.at,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.record(events.TokenCreated(row.id, name, role, counter_id, events.proof_of(row.token_hash)))
    return token


def revoke_tokens(office_id: int, name: str) -> int:
    """Revoke all API tokens of this name; returns how many."""
    with transaction(office_id, "console") as tx:
        found = tx.session.query(ApiToken).filter(
            ApiToken.office_id == office_id, ApiToken.name == name, ApiToken.revoked_at.is_(None)
        )
        rows = list(found)
        for row in rows:
            row.revoked_at = tx.at
            tx.record(events.TokenRevoked(row.id, row.name, row.role))
    queries.clear_cache()
    return len(rows)
