"""Forms with files raise their limit before anything else is asked: the account is that of the address there too."""

from io import BytesIO

import pytest

from deskq.announcements.models import Announcement
from deskq.core.extensions import db
from deskq.offices import service
from tests.offices.conftest import MAIN, NORTH

SENDING = (
    "/manage/announcements", "/inbox/1/answer", "/applications/1/scans", "/applications/new", "/inspections/results",
    "/manage/imports",
)  # fmt: skip


@pytest.mark.parametrize("path", SENDING)
def test_who_has_no_account_in_an_office_sends_it_nothing(signed_in, north, path):
    comes = signed_in("admin", MAIN)

    assert comes.post(f"{NORTH}{path}", data={"file": (BytesIO(b"x"), "x.jpg")}).status_code == 403


def test_an_administrator_of_one_office_who_is_a_clerk_in_another_announces_nothing_there(signed_in, north):
    service.add_account(north, "admin", "clerk", "test")
    comes = signed_in("admin", MAIN)
    before = db.session().query(Announcement).count()

    answer = comes.post(f"{NORTH}/manage/announcements", data={"text_fa": "x", "kind": "text"})

    assert answer.status_code == 403, answer.text[:300]
    assert db.session().query(Announcement).count() == before
