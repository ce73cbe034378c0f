"""A form that was refused as a whole: the page it came from, and its texts, to be copied.

Only of a page of this site: a form of another site could else write into ours.
"""

import re
from urllib.parse import urlsplit

from flask import request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError

from deskq.core.errors import BodyTooSlow, DomainError, Forbidden, NotFound, SentAlready, SignInNeeded, Unavailable

#: Nothing of a form with such a field is shown: texts of it may be secret.
SECRET = re.compile("pass|secret|digits|sms_code|^(new|old|again|code)$")
#: Words of people have a space or a letter that is not Latin; keys of choices and numbers have neither.
WORDS = re.compile(r"[^!-~]")
#: Pages that take the place of the form.
LOSES_THE_FORM = (NotFound, Forbidden, SentAlready, SignInNeeded, Unavailable)
HIDDEN = ("csrf_token", "revision", "kept", "request_key")


def page_path() -> str:
    """The path of the page with the form; "" if it is not known."""
    try:
        came = urlsplit(request.referrer or "")
    except ValueError:  # no address
        return ""
    is_ours = came.netloc == request.host and not came.path.startswith(("//", "/\\"))  # which would name another host
    return came.path if is_ours else ""


def list_path() -> str:
    """The list that a row belongs to which is no longer there, or the page with the form."""
    try:
        return url_for(f"{request.blueprint}.index")
    except BuildError:
        return page_path()


def removed_meanwhile(refusal: DomainError) -> bool:
    """Whether a button was pressed for something that somebody removed."""
    return type(refusal) is NotFound and request.method == "POST" and bool(request.view_args) and bool(page_path())


def texts(refusal: DomainError) -> list[str]:
    """What people typed, if the page of the refusal has no form that it stays in."""
    lost = isinstance(refusal, LOSES_THE_FORM) or refusal.slug == "page-expired"
    if request.method != "POST" or not lost or not page_path():
        return []
    try:
        form = request.form
    except (HTTPException, BodyTooSlow):  # nothing has read it before, and it is too large, broken or does not come
        return []
    if any(SECRET.search(name) for name in form):
        return []
    sent = [value for name, value in form.items(multi=True) if name not in HIDDEN]
    return [value for value in sent if WORDS.search(value.strip())]
