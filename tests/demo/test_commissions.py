"""The demo town has a coming session of the commission of article 100, made once."""

from deskq.applications.models import Application
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.core import clock
from deskq.core.extensions import db
from deskq.demo.commissions import create_sessions


def test_a_coming_session_with_two_cases_one_defended_and_one_waiting(office):
    first, again = create_sessions(office), create_sessions(office)

    db.session.expire_all()
    session = db.session()
    (meeting,) = session.query(CommissionSession)
    told = [one.defence_at is not None for one in session.query(CommissionItem).order_by(CommissionItem.position)]
    assert (first, again) == (2, 0)
    assert meeting.starts_at > clock.now()
    assert told == [True, False]
    assert session.query(Application).count() == 3
