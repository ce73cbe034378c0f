"""A session that was signed out is over in every process: a copy of its cookie opens nothing."""

import pytest
from sqlalchemy import select

from deskq.access.ended_sessions import EndedSession
from deskq.core.extensions import db
from tests.staff.conftest import inside
from tests.tools.browsers import Browser

COOKIE = "deskq_session"


@pytest.fixture
def kept(enter, browser):
    """A browser with the cookie of a session, kept before its person signed out."""
    clerk, thief = enter("karimi"), browser()
    thief.set_cookie(COOKIE, clerk.get_cookie(COOKIE).value)
    assert inside(thief)
    clerk.post("/sign-out")
    return thief


def test_a_cookie_kept_from_before_opens_nothing_here_or_at_another_process_and_a_new_session_is_its_own(
    kept, enter, make_app
):
    assert not inside(kept)
    assert kept.get("/account").status_code == 303
    assert inside(enter("karimi"))
    assert not inside(kept)

    other = make_app()
    there = Browser(other, other.response_class, use_cookies=True)
    there.set_cookie(COOKIE, kept.get_cookie(COOKIE).value if kept.get_cookie(COOKIE) else "")
    assert not inside(there)


def test_what_is_too_old_to_matter_is_forgotten(kept, enter, later):
    later(hours=15)

    enter("karimi").post("/sign-out")

    db.session.remove()
    assert len(db.session.scalars(select(EndedSession)).all()) == 1
    assert not inside(kept)
