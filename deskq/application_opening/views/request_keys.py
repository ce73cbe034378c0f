"""Keys of forms: what one form makes is made once, however often it is sent."""

from collections.abc import Callable

from deskq.core import secrets
from deskq.office.admin_pages import FilledForm

LONGEST = 64


def key_of(form: FilledForm, is_used: Callable[[str], bool]) -> str:
    """The key of a form that is shown again; a new one if it has none, or was saved already ("back" in the browser)."""
    key = form.get("request_key")[:LONGEST].replace("\0", "")
    return key if key and not is_used(key) else secrets.new()
