"""Messages about a visit: what staff see of it, praise for clerks, and the link to a confidential report."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.message_settings.kinds import REPORT
from deskq.messages.models import Message
from deskq.messages.rules import visibility
from deskq.messages.rules.visibility import Viewer
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.refer import refer
from deskq.portal import service as portal_service
from deskq.queue.models import Ticket
from deskq.rating_followup import praise, service
from deskq.rating_followup.rules import praise_text, published_thanks
from deskq.ratings.models import Rating
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person


@dataclass
class Seen:
    """What the rule looks at of a message."""

    kind: str
    unit_id: int = 9
    about_unit_id: int | None = None
    taken_by_id: int | None = None


@pytest.fixture
def text(sign_in):
    """``text("inspectorate", "/inbox/1")``: the words of a page."""

    def read(name: str, address: str) -> str:
        page = sign_in(name).get(address, query_string={"lang": "en"})
        assert page.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))

    return read


@pytest.fixture
def thanked(office, visit, action):
    """``thanked("ممنون")``: a visitor of counter 1 thanks with these words, which are answered at once, or not yet."""

    def send(comment: str = "", answered: bool = True, outcome: str = "explained") -> Message:
        _, ticket = visit(5, comment=comment)
        made = service.register_followup(office, ticket.id, "praise")
        if answered:
            answer(action("operator", made), Answer(outcome, "سپاس شما رسید."))
        return made

    return send


@pytest.fixture
def account(text):
    """What the clerk of counter 1 reads on their account."""
    clerk = next(one for one in staff_queries.people(db.session(), 1) if one.role == "clerk")
    return lambda: text(clerk.sign_in_name, "/account")


def clerk_of(ticket_id: int) -> Person:
    return db.session().get_one(Person, db.session().get_one(Ticket, ticket_id).clerk_id)


def test_a_complaint_shows_its_visit_and_the_clerk_only_to_the_inspectorate(office, visit, text, units, action):
    _, ticket = visit(1)
    made = service.register_followup(office, ticket.id, "complaint")
    code, clerk = ticket.code, clerk_of(ticket.id).name_en
    refer(action("inspectorate", made), units["desk"], "زیر نظر خودتان بررسی کنید")
    address = f"/inbox/{made.id}"

    inspector, supervisor = text("inspectorate", address), text("supervisor", address)

    facts = rf"Visit Number {code} Service .+ At counter 1"
    assert re.search(facts + rf" Clerk {re.escape(clerk)} Ticket issued .+ Called 10:00 Ended 10:00", inspector)
    assert re.search(facts + " Ticket issued ", supervisor)
    assert clerk not in supervisor
    assert "the citizen" in supervisor


def test_a_message_registered_at_a_counter_shows_its_visit_too_and_one_without_shows_none(file, visit, text):
    _, ticket = visit(None)
    code = ticket.code
    made, without = file("suggestion", channel="in_person", ticket_id=ticket.id), file("suggestion")

    assert f"Visit Number {code}" in text("operator", f"/inbox/{made.id}")
    assert "Visit Number" not in text("operator", f"/inbox/{without.id}")


@pytest.mark.parametrize(
    ("role", "unit", "kind", "told"),
    [
        ("inspectorate", 9, "complaint", True),
        ("inspectorate", 3, "complaint", False),
        ("inspectorate", 3, REPORT, False),
        ("inspectorate", 3, "praise", True),
        ("supervisor", 9, "complaint", False),
        ("executive", 9, "praise", False),
        ("clerk", 3, "complaint", False),
    ],
)
def test_the_clerk_is_shown_to_the_inspectorate_and_never_to_the_clerk_s_own_unit(role, unit, kind, told):
    reader = Viewer(1, role, frozenset({unit}))

    assert visibility.names_clerk(reader, Seen(kind), clerk_unit=3) is told


def test_praise_reaches_the_clerk_in_whole_groups_not_on_the_same_day_and_names_no_visit(thanked, later, account):
    made = [thanked(f"با حوصله بود {number}") for number in range(5)]
    hidden = [db.session().get_one(Ticket, one.ticket_id).code for one in made] + [one.code for one in made]
    assert "When 5 visitors have thanked you" in account()

    later(days=1)

    page = account()
    assert "Visitors who thanked you: 5." in page
    assert all(f"با حوصله بود {number}" in page for number in range(5))
    assert not any(code in page for code in hidden)
    assert "Praise for visit" not in page
    assert "تقدیر از مراجعه" not in page
    for _ in range(4):
        thanked("ممنون")
    later(days=1)
    assert "Visitors who thanked you: 5." in account()  # one more praise is hidden until its group is complete


def test_only_own_reviewed_praise_is_shown(thanked, later, account, text):
    for number in range(8):
        thanked("یک", answered=number % 2 == 0)
    thanked("دو", outcome="unrelated")
    later(days=1)

    assert "When 5 visitors have thanked you" in account()
    thanked("سه")
    later(days=1)
    assert "Visitors who thanked you: 5." in account()
    assert "When 5 visitors" in text("supervisor", "/account")


def test_additions_are_shown_until_the_praise_is_answered(office, thanked, later, action):
    made = thanked(answered=False)
    service.complete(office, made.id, "به پدرم کمک کرد", "سارا", "09121234567")
    answer(action("operator", made), Answer("explained", "سپاس شما رسید."))
    later(minutes=1)
    portal_service.add_words(office, made.id, "با من تماس بگیرید")
    clerk = db.session().get_one(Ticket, made.ticket_id).clerk_id

    assert praise.thanks_to(db.session(), office, clerk, clock.now() + timedelta(days=1)) == ["به پدرم کمک کرد"]


def test_the_first_line_is_generated_and_the_order_reveals_nothing():
    assert praise_text("Praise for visit 12, Levy\nConduct\nKind", ["Very"]) == "Conduct\nKind\nVery"
    assert praise_text("Praise for visit 12, Levy", []) == ""
    came = [f"words {number}" for number in range(14)]
    assert published_thanks(came[:4], 5) == []
    assert sorted(published_thanks(came, 5)) == sorted(came[:10])
    assert published_thanks(came, 5) == published_thanks([*reversed(came[:10])], 5)
    assert len(published_thanks([*came] * 10, 5)) == 50


@pytest.mark.parametrize("score", [None, 1, 3, 5])
def test_every_rating_page_links_to_the_confidential_report(client, visit, score):
    token, ticket = visit(score)
    unit = clerk_of(ticket.id).unit_id

    page = client.get(f"/t/{token}").text

    assert f'href="/messages/new?kind=report&amp;about={unit}" rel="noreferrer"' in page


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (5, "praise")])
def test_the_page_of_the_tablet_s_code_links_to_the_confidential_report_too(client, visit, score, kind):
    token, _ = visit(score)

    assert "/messages/new?kind=report" in client.get(f"/t/{token}/{kind}").text


def test_the_report_form_presets_the_clerk_s_unit_which_can_be_changed(client, units):
    page = client.get("/messages/new", query_string={"kind": "report", "about": units["desk"]}).text

    assert f'<option value="{units["desk"]}" selected>' in page
    for nonsense in ("", "0", "<b>"):
        page = client.get("/messages/new", query_string={"kind": "report", "about": nonsense})
        assert page.status_code == 200
        assert " selected" not in page.text.split('id="about_unit_id"')[1].split("</select>")[0]


def test_following_the_link_leaves_no_trace_on_the_rating_or_in_the_journal(client, office, visit, look):
    token, ticket = visit(1)
    columns = Rating.__table__.columns.keys()
    rating = look().get(Rating, ticket.id)
    before, entries = [getattr(rating, name) for name in columns], len(list(journal.walk(look(), office)))
    way = re.search(r'href="(/messages/new\?kind=report[^"]*)"', client.get(f"/t/{token}").text).group(1)

    assert client.get(way.replace("&amp;", "&")).status_code == 200

    rating = look().get(Rating, ticket.id)
    assert [getattr(rating, name) for name in columns] == before
    assert len(list(journal.walk(look(), office))) == entries
