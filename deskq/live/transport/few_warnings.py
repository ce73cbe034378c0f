"""Short lines in the log about clients that break the rules: few, so that a hostile client cannot fill the disk."""

import logging

from deskq.core.token_bucket import Bucket

log = logging.getLogger(__name__)
_warnings = Bucket(5, 0.1)
_suppressed = 0


def warn(done: str, address: str, reason: str) -> None:
    """``done``: what was done with what came from ``address``. At most five lines at once, then one in ten seconds;
    never with what the client sent."""
    global _suppressed
    if not _warnings.take():
        _suppressed += 1
        return
    more = f" (and {_suppressed} more not logged)" if _suppressed else ""
    log.warning("%s of %s: %s%s", done, address, reason, more)
    _suppressed = 0
