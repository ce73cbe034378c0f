"""Base classes of errors that a person sees. Subclasses are defined beside the rule they belong to."""

from collections.abc import Mapping
from typing import Any, ClassVar


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Mark a text for translation; it is translated when it is shown."""
    return text


class DomainError(Exception):
    """A request that cannot be carried out, explained in one sentence.

    ``slug`` is the stable type for machines, ``status`` the HTTP status, ``title`` the English msgid of the sentence;
    its ``%(name)s`` placeholders are filled from ``values`` after translation.
    """

    slug: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    title: ClassVar[str] = N_("This is not possible right now.")

    def __init__(self, **values: Any) -> None:
        super().__init__(self.title)
        self.values = values


class NotFound(DomainError):
    slug, status = "not-found", 404
    title = N_("Page not found.")


class Forbidden(DomainError):
    slug, status = "forbidden", 403
    title = N_("You don’t have permission.")


class SignInNeeded(DomainError):
    slug, status = "sign-in-needed", 401
    title = N_("Please sign in first.")


class InvalidInput(DomainError):
    """``fields`` maps each invalid field to the msgid of what is wrong with it."""

    slug, status = "bad-fields", 422
    title = N_("Please check the marked fields.")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = dict(fields)


class SentAlready(DomainError):
    """The key of a form belongs to something that was saved with other content."""

    slug = "form-sent-already"
    title = N_(
        "This form was sent already, with other content, and that was saved. What you have typed now is still here. "
        "Please check it and send it once more."
    )


class RateLimited(DomainError):
    slug, status = "too-many", 429
    title = N_("Too many requests. Please wait a moment and try again.")


class TooLarge(DomainError):
    slug, status = "too-large", 413
    title = N_("This is too large to send at once. Please shorten the text, or send it in parts.")


class RequestTooLarge(TooLarge):
    """``most``: megabytes that a request to this address may have."""

    title = N_(
        "This is too large to send: a form can have up to %(most)s MB here. Please choose a smaller file or shorten "
        "the text, and send it again."
    )


class BodyTooSlow(DomainError):
    """The body of the request came more slowly than that of anybody who means it."""

    slug, status = "too-slow", 408
    title = N_(
        "Your connection is too slow: not everything arrived. Please send it again when the connection is better."
    )


class CommitUnconfirmed(DomainError):
    """It was committed and is visible, but the disk did not confirm that it would survive a power cut."""

    slug, status = "in-doubt", 500
    title = N_("This may have worked, but we could not confirm that it was saved. Please check before you try again.")


class Unavailable(DomainError):
    slug, status = "unavailable", 503
    title = N_("The system is busy. Please try again in a moment.")


class Unreachable(Unavailable):
    """The database server does not respond, or has ended the connection."""


class Busy(Unavailable):
    """It could not begin in time: others are saving, or another program has locked the database."""

    slug = "busy"
    title = N_("Saving takes longer than usual right now, and nothing was changed. Please try again in a moment.")


class ReadOnly(Unavailable):
    slug = "read-only"
    title = N_(
        "Nothing can be saved right now. Please try again later. If you work here, please tell the administrator."
    )


class Damaged(DomainError):
    slug, status = "damaged", 500
    title = N_(
        "The system is out of order right now, and nothing was changed. Please try again later. If you work here, "
        "please tell the administrator."
    )
