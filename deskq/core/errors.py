"""Refused: how deskq says no. Children stand beside the rule they belong to and carry the words for the person."""

from collections.abc import Mapping
from typing import Any, ClassVar


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Marks a sentence for translation; it is translated when it is shown."""
    return text


class DomainError(Exception):
    """A request that cannot be done, said in one sentence.

    ``slug`` is the stable type for machines, ``status`` the HTTP status, ``title`` the English msgid of the sentence,
    whose ``%(name)s`` places are filled from ``values`` after translation.
    """

    slug: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    title: ClassVar[str] = N_("This cannot be done now.")

    def __init__(self, **values: Any) -> None:
        super().__init__(self.title)
        self.values = values


class NotFound(DomainError):
    slug, status = "not-found", 404
    title = N_("There is nothing here by this name or number.")


class Forbidden(DomainError):
    slug, status = "forbidden", 403
    title = N_("This is not yours to do.")


class SignInNeeded(DomainError):
    slug, status = "sign-in-needed", 401
    title = N_("Please sign in first.")


class InvalidInput(DomainError):
    """Input that is not of the form asked for; ``fields`` maps each wrong field to the msgid of what is wrong."""

    slug, status = "bad-fields", 422
    title = N_("Some fields need another look.")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = dict(fields)


class RateLimited(DomainError):
    slug, status = "too-many", 429
    title = N_("That was too often. Please wait a moment and try again.")


class TooLarge(DomainError):
    slug, status = "too-large", 413
    title = N_("This is more than can be taken at once.")


class CommitUnconfirmed(DomainError):
    """It was stored and everybody sees it, but the disk did not confirm that it would survive a power cut."""

    slug, status = "in-doubt", 500
    title = N_("This may have been done, but storing it was not confirmed. Please look before you press again.")


class Unavailable(DomainError):
    slug, status = "unavailable", 503
    title = N_("The desk is busy for a moment. Please try again.")
