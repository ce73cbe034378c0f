"""How many megabytes of photos one address (or person), and all together, may store in an hour."""

from flask import current_app
from limits import RateLimitItem, RateLimitItemPerHour

from deskq.core.errors import N_, RateLimited
from deskq.core.extensions import limiter

KILOBYTE, KILOBYTES = 1024, 1024  # bytes; kilobytes in a megabyte
EVERYBODY = "everybody"


class UploadQuotaUsed(RateLimited):
    slug = "upload-quota-used"
    title = N_("No more photos are accepted from here this hour. You can send the form without them.")


def check(who: str) -> None:
    """``UploadQuotaUsed`` when one of the two is used up."""
    if limiter.enabled and not all(limiter.limiter.test(quota, *key) for quota, key in _quotas(who)):
        raise UploadQuotaUsed


def count(who: str, stored_bytes: int) -> None:
    if limiter.enabled:
        for quota, key in _quotas(who):
            limiter.limiter.hit(quota, *key, cost=max(1, stored_bytes // KILOBYTE))


def _quotas(who: str) -> list[tuple[RateLimitItem, tuple[str, str]]]:
    one, everybody = (current_app.config[f"UPLOAD_MB_PER_HOUR{ending}"] for ending in ("", "_IN_ALL"))
    return [
        (RateLimitItemPerHour(one * KILOBYTES), ("uploads", who)),
        (RateLimitItemPerHour(everybody * KILOBYTES), ("uploads", EVERYBODY)),
    ]
