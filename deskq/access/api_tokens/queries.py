"""Finds an API token by its hash; valid ones are cached for a second."""

from time import monotonic
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.access.api_tokens.models import ApiToken

CACHE_SECONDS = 1.0
CACHE_SIZE = 1000
_SELECT = select(ApiToken.id, ApiToken.office_id, ApiToken.role, ApiToken.counter_id).where(
    ApiToken.token_hash == bindparam("hash"), ApiToken.revoked_at.is_(None)
)


class ValidToken(NamedTuple):
    id: int
    office_id: int
    role: str
    counter_id: int | None


#: {token hash: (time of the look-up by ``monotonic``, the token)}
_cache: dict[str, tuple[float, ValidToken]] = {}


def token_by_hash(session: Session, token_hash: str) -> ValidToken | None:
    """The valid token of this hash. Cached for a second, so that a busy machine does not open a transaction for each
    request: a token revoked in this process ends at once, one revoked by another process within that second."""
    cached = _cache.get(token_hash)
    if cached is not None and monotonic() - cached[0] < CACHE_SECONDS:
        return cached[1]
    row = session.connection().execute(_SELECT, {"hash": token_hash}).first()
    if row is None:
        _cache.pop(token_hash, None)
        return None
    if len(_cache) >= CACHE_SIZE:
        _cache.clear()
    token = ValidToken(*row)
    _cache[token_hash] = monotonic(), token
    return token


def clear_cache() -> None:
    """To be called when a token is revoked."""
    _cache.clear()
