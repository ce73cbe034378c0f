"""Rules of an office's part of addresses: ``north`` in ``/o/north/kiosk``."""

import re

from deskq.core.errors import N_, DomainError, InvalidInput

LONGEST = 40
FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Words that would read as something else in an address, or may become one.
RESERVED = frozenset(
    (
        *("admin", "all", "any", "api", "health", "healthz", "kiosk", "lobby", "manage", "metrics", "new", "none", "o"),
        *("office", "offices", "own", "published", "readyz", "setup", "sign-in", "sign-out", "static", "t", "test"),
        *("track", "www"),
    )
)


class SlugTaken(DomainError):
    slug = "slug-taken"
    title = N_("This address already belongs to %(name)s. Please choose another one.")


def check_slug(typed: str) -> str:
    """The address as stored, or ``InvalidInput`` of the field ``slug``."""
    slug = typed.strip().lower()
    if not FORM.fullmatch(slug) or len(slug) > LONGEST:
        raise InvalidInput({"slug": N_("Please use only a to z, 0 to 9 and single hyphens, at most 40 characters.")})
    if slug.replace("-", "").isdigit():
        raise InvalidInput({"slug": N_("Please use at least one letter.")})
    if slug in RESERVED:
        raise InvalidInput({"slug": N_("This word is reserved. Please choose another one.")})
    return slug
