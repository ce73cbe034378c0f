"""Applications, messages, inspections and sessions: an action on an outdated page never overwrites newer work."""

from datetime import timedelta

import pytest

from deskq.applications.service import citizen
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.service import items, move, sessions
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.inspections.models import InspectionPlace
from deskq.inspections.service import places
from tests.commissions.conftest import case, secretary, session
from tests.commissions.test_sessions import TODAY
from tests.inspections.conftest import action, browser, client, limited, look, now_of, opened, placed, planner, toured
from tests.tools.forms import form_of
from tests.web.work_forms import MOVED, OTHERS, PREFIXES, REVISED

__all__ = ["action", "browser", "case", "client", "limited", "look", "now_of", "opened", "placed", "planner"]
__all__ += ["secretary", "session", "toured"]


def test_every_form_is_in_one_of_the_tables(app):
    """A new form belongs into ``REVISED`` with the revision of its page, or into ``OTHERS`` with its reason."""
    posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not {"GET", "HEAD", "OPTIONS"} >= rule.methods and rule.rule.startswith(PREFIXES)
    }

    assert posts == REVISED.keys() | OTHERS.keys()
    assert not REVISED.keys() & OTHERS.keys()


@pytest.fixture
def item(case, secretary, session):
    return sessions.add_item(secretary, session, case()).id


@pytest.fixture
def ids(request, endpoint) -> dict[str, object]:
    """Ids of what the form of ``endpoint`` is about; no others are made."""
    get, path = request.getfixturevalue, REVISED[endpoint].path
    makes = {
        "application": lambda: {"application": get("opened")().id},
        "item": lambda: {"item": get("item")},
        "session": lambda: {"session": get("session")},
        "message": lambda: {"message": get("file")(category="flooding").id, "other": get("file")().code},
        "tour": lambda: {"tour": get("toured")(2)[0]},
        "placed": lambda: {"placed": get("placed")(36.1, 52.2).id},
    }
    return next(make() for name, make in makes.items() if f"{{{name}}}" in path)


@pytest.fixture
def press(endpoint, ids, sign_in):
    """``press(7)``: sends the form with this revision, None without one."""
    asked = REVISED[endpoint]
    person = sign_in("operator" if endpoint.startswith("inbox.") else "planner")

    def sent(revision: int | None):
        typed = {name: text.format(**ids) for name, text in asked.typed.items()}
        typed |= {asked.field: str(revision)} if revision is not None else {}
        return person.post(f"{asked.path.format(**ids)}?lang=en", data=typed)

    return sent


@pytest.mark.parametrize("endpoint", REVISED)
def test_a_press_on_an_older_page_and_one_that_names_none_are_refused_and_change_nothing(press, office, endpoint):
    before = journal.position(db.session(), office)

    nameless, older = press(None), press(4711)

    db.session.remove()
    assert nameless.status_code == (409 if REVISED[endpoint].field == "seen" else 422)
    assert older.status_code == 409
    assert "in the meantime" in older.text
    assert journal.position(db.session(), office) == before


@pytest.fixture
def wrong_first(sign_in):
    """``wrong_first(page, address, meanwhile, wrong, right)``: somebody opens the page, a colleague does ``meanwhile``,
    the form is sent with ``wrong``, and what comes back with ``right``; its answer."""

    def send(page: str, address: str, meanwhile, wrong: dict[str, str], right: dict[str, str]):
        person = sign_in("planner")
        form = form_of(person.get(page).text, address)
        meanwhile()
        refused = person.post(f"{address}?lang=en", data=form.changed(**{key: [text] for key, text in wrong.items()}))
        assert refused.status_code == 422
        corrected = form_of(refused.text, address).changed(**{key: [text] for key, text in right.items()})
        return person.post(f"{address}?lang=en", data=corrected)

    return send


def test_a_place_corrected_after_wrong_input_does_not_replace_that_of_a_colleague(wrong_first, placed, action, look):
    made = placed(36.1, 52.2)
    page = f"/inspections/applications/{made.id}"

    late = wrong_first(
        page, f"{page}/place", lambda: places.set_place(action("planner", made), "خیابان ۲", None, None),
        {"address": "", "lat": "", "lon": ""}, {"address": "خیابان ۳"},
    )  # fmt: skip

    assert late.status_code == 409
    assert look().get_one(InspectionPlace, made.id).address == "خیابان ۲"


def test_a_notice_corrected_after_wrong_input_does_not_replace_that_of_a_colleague(
    wrong_first, secretary, session, item, look
):
    late = wrong_first(
        f"/commissions/sessions/{session}", f"/commissions/items/{item}/notice",
        lambda: items.serve_notice(secretary, item, "post", TODAY),
        {"way": "hand", "day": "never"}, {"day": "1405/09/03"},
    )  # fmt: skip

    assert late.status_code == 409
    assert look().get_one(CommissionItem, item).notice_way == "post"


def test_a_move_corrected_after_wrong_input_does_not_undo_that_of_a_colleague(wrong_first, secretary, session, look):
    page, later = f"/commissions/sessions/{session}", clock.now() + timedelta(days=5)

    late = wrong_first(
        page, f"{page}/move",
        lambda: move.move_session(secretary, session, later, "سالن سوم", "تعمیر", seen_of(look, session)),
        MOVED | {"day": "never"}, MOVED,
    )  # fmt: skip

    assert late.status_code == 409
    assert look().get_one(CommissionSession, session).place == "سالن سوم"


def seen_of(look, session_id: int) -> int:
    return move.mark(look().get_one(CommissionSession, session_id))


def test_a_button_of_an_application_corrected_after_wrong_input_is_that_of_the_older_page(wrong_first, opened, now_of):
    made = opened()

    late = wrong_first(
        f"/applications/{made.id}", f"/applications/{made.id}/stages/inspection/wait_applicant",
        lambda: citizen.ask_call(made, ""), {"words": "ن" * 2001}, {"words": "نقشه نیست"},
    )  # fmt: skip

    assert late.status_code == 409
    assert now_of(made.id).state == "open"
