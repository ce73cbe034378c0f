"""Fixtures of tests of admin pages: read and submit pages in English, as an admin unless another has signed in."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.service import issue as issue_service
from tests.tools.browsers import browser, client, look
from tests.tools.forms import revision_of

__all__ = ["browser", "client", "look"]

#: Addresses to which a form is sent that edits what is stored.
EDITS = re.compile(
    r"/manage/(settings|messages|messages/plan|appointments/terms|calendar/openings/change|[a-z/]+/\d+)$"
)
#: Text with markup that must be shown as text.
HOSTILE = "<script>alert(1)</script>'\"&"
#: The form of an announcement, as it is typed on Tuesday 3 Azar.
ANNOUNCEMENT = {
    "text_fa": "شنبه تعطیل است", "text_en": "Closed on Saturday", "starts_day": "۱۴۰۵/۰۹/۰۳", "ends_day": "1405/09/07",
    "seconds": "۱۲", "active": "1",
}  # fmt: skip


@pytest.fixture
def admin(sign_in) -> FlaskClient:
    return sign_in("admin")


@pytest.fixture
def supervisor(sign_in) -> FlaskClient:
    return sign_in("supervisor")


@pytest.fixture
def page(client):
    """``page("/manage")`` reads a page in English."""

    def read(path: str, status: int = 200) -> str:
        answer = client.get(path, query_string={"lang": "en"} if "?" not in path else None)
        assert answer.status_code == status, answer.text
        return answer.text

    return read


@pytest.fixture
def send(client):
    """``send("/manage/settings", name_fa="...")`` submits a form, with the revision of its page if it edits something,
    and follows the redirect."""

    def post(path: str, status: int = 200, **fields: object) -> str:
        if EDITS.match(path) and "revision" not in fields:
            fields |= revision_of(client, path, **{name: fields[name] for name in ("rows",) if name in fields})
        answer = client.post(f"{path}?lang=en", data=fields, follow_redirects=True)
        assert answer.status_code == status, answer.text
        return answer.text

    return post


@pytest.fixture
def row(office):
    """``row(Service, code="renewal_levy")``: one row, read anew from the database."""

    def find(model, **columns):
        db.session.remove()
        wanted = select(model).filter_by(office_id=office, **columns)
        return db.session.scalars(wanted).one_or_none()

    return find


@pytest.fixture
def issue(office) -> Callable[..., object]:
    def give(code: str = "renewal_levy", priority: str = "") -> object:
        return issue_service.issue(office, "device:1", NewTicket(code, secrets.new(), priority))

    return give


@pytest.fixture
def shown(look, office) -> Callable[[], list[object]]:
    """``shown()``: the announcements of the lobby board."""
    return lambda: lobby_board(look(), office).announcements
