"""The follow-up of a rating at the kiosk: its code in large type, and printed."""

import re
from datetime import datetime

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.rating_followup import service
from deskq.rating_followup.rules import OFFERS
from deskq.rating_followup.views import followup
from deskq.rating_followup.views import kiosk as kiosk_views
from tests.conftest import PASSWORD
from tests.tools.device_pairing import paired


@pytest.fixture
def kiosk(browser, office):
    return paired(browser(), office)


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (2, "complaint"), (3, None), (4, None), (5, "praise")])
def test_the_kiosk_shows_the_follow_up_button_beside_the_code(kiosk, visit, score, kind):
    _, ticket = visit(None)

    page = kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": str(score)}).text

    offered = {one for one in OFFERS if re.search(rf'action="/kiosk/door/\S+/{one}"', page)}
    assert offered == ({kind} if kind else set())
    assert 'class="qr-sentence' in page


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (5, "praise")])
def test_one_tap_at_the_kiosk_shows_the_tracking_code_once(kiosk, visit, filed, score, kind):
    _, ticket = visit(None)
    number = ticket.id
    page = kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": str(score)}).text
    (action,) = re.findall(rf'action="(/kiosk/door/\S+/{kind})"', page)

    first, second = (kiosk.post(action) for _ in range(2))

    assert first.location == second.location
    (made,) = filed()
    assert (made.kind, made.ticket_id) == (kind, number)
    shown = kiosk.get(f"{first.location}?lang=en").text
    assert f'aria-label="{" ".join(made.code)}"' in shown
    assert "data-prints" in shown
    assert f"{tracking_code.spaced(made.code)}</bdi>" in shown[shown.index('class="paper"') :]


def test_only_a_kiosk_may_file_and_only_for_the_visit_just_rated(kiosk, client, app, visit, filed):
    _, rated = visit(1)
    _, fair = visit(3)
    with app.test_request_context():
        bad, none = followup.signed_secret(rated.id), followup.signed_secret(fair.id)

    assert client.post(f"/kiosk/door/{bad}/complaint").status_code == 403
    assert kiosk.post(f"/kiosk/door/{bad}/praise").status_code == 409
    assert kiosk.post(f"/kiosk/door/{none}/complaint").status_code == 409
    assert kiosk.post("/kiosk/door/unknown/complaint").status_code == 404
    assert kiosk.get(f"/kiosk/door/{bad}/complaint").status_code == 404
    kiosk.post("/sign-in", data={"name": "karimi", "password": PASSWORD})
    assert kiosk.post(f"/kiosk/door/{bad}/complaint").status_code == 403  # in a browser with a staff session
    assert filed() == []


def test_a_printed_deadline_at_midnight_is_the_day_before(app, visit):
    _, ticket = visit(1)
    made = service.register_followup(ticket.office_id, ticket.id, "complaint")
    made.due_at = datetime(2026, 12, 1, tzinfo=clock.zone())
    db.session.commit()

    with app.test_request_context():
        facts = dict(kiosk_views.slip(ticket).facts)

    assert "۹ آذر ۱۴۰۵" in facts["مهلت پاسخ"]
