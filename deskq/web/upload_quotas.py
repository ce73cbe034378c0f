"""How many megabytes of photos one address (or person), and all together, may store in an hour."""

from flask import current_app
from limits import RateLimitItem, RateLimitItemPerHour

from deskq.core.errors import N_, RateLimited
from deskq.core.extensions import limiter
from deskq.core.rate_limits import seconds_until

KILOBYTE, KILOBYTES = 1024, 1024  # bytes; kilobytes in a megabyte
EVERYBODY = "everybody"


class UploadQuotaUsed(RateLimited):
    slug = "upload-quota-used"
    title = N_("No more photos are accepted from here this hour. You can send the form without them.")


def check(who: str) -> None:
    """``UploadQuotaUsed`` when one of the two is used up, with the ``seconds`` until there is room again."""
    used_up = [(quota, key) for quota, key in _quotas(who) if limiter.enabled and not limiter.limiter.test(quota, *key)]
    if used_up:
        ends = [limiter.limiter.get_window_stats(quota, *key).reset_time for quota, key in used_up]
        raise UploadQuotaUsed(seconds=seconds_until(max(ends)))


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
