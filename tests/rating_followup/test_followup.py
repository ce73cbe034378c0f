"""A rated visit becomes a complaint or praise by one tap, once, linked to the visit."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages.queries import message
from deskq.rating_followup import service
from deskq.rating_followup.rules import OFFERS
from deskq.rating_followup.views import followup
from tests.conftest import PASSWORD


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (2, "complaint"), (3, None), (4, None), (5, "praise")])
def test_a_bad_rating_offers_a_complaint_and_the_best_one_thanks(client, visit, score, kind):
    token, _ = visit(score)

    page = client.get(f"/t/{token}").text

    offered = {one for one in OFFERS if f'action="/t/{token}/{one}"' in page}
    assert offered == ({kind} if kind else set())


@pytest.fixture
def complained(client, visit, filed):
    """A visit rated with one star, about which its visitor complained: (its secret, the message)."""
    token, _ = visit(1, reasons=["conduct"], comment="گفتند فردا بیا")
    client.post(f"/t/{token}/complaint")
    (made,) = filed()
    return token, made


def test_one_tap_files_a_complaint_with_the_inspectorate_and_a_second_shows_it(client, visit, filed, units):
    token, ticket = visit(1, reasons=["conduct"], comment="گفتند فردا بیا")
    number = ticket.id
    assert client.post(f"/t/{token}/complaint/words", data={"words": "نه"}).status_code == 404  # nothing is filed yet

    answer, second = (client.post(f"/t/{token}/complaint") for _ in range(2))

    (made,) = filed()
    assert (made.kind, made.ticket_id, made.unit_id) == ("complaint", number, units["inspectorate"])
    assert "گفتند فردا بیا" in made.body
    assert "برخورد" in made.body
    assert "باجهٔ ۱" in made.address
    page = client.get(answer.location).text
    assert made.code in page
    assert 'name="words"' in page
    assert answer.location == second.location
    assert f'href="/t/{token}/complaint"' in client.get(f"/t/{token}").text


def test_the_best_rating_becomes_praise(client, visit, filed):
    token, _ = visit(5)

    client.post(f"/t/{token}/praise")

    (made,) = filed()
    category = message_settings_queries.load_settings(db.session(), made.office_id).category_by_code["praise"]
    assert (made.kind, made.category_id) == ("praise", category.id)


@pytest.mark.parametrize(("score", "kind"), [(None, "complaint"), (3, "complaint"), (5, "complaint"), (1, "praise")])
def test_a_kind_that_was_not_offered_is_refused(client, visit, filed, score, kind):
    token, _ = visit(score)

    assert client.post(f"/t/{token}/{kind}").status_code == 409
    assert client.get(f"/t/{token}/{kind}").status_code == 409
    assert filed() == []


def test_text_name_and_a_valid_number_can_be_added_afterwards_once(client, look, complained):
    token, made = complained
    address = f"/t/{token}/complaint"
    wrong = client.post(f"{address}/words", data={"words": "هنوز هم", "phone": "12"})
    assert (wrong.status_code, 'id="phone-problem"' in wrong.text, "هنوز هم" in wrong.text) == (422, True, True)

    client.post(f"{address}/words", data={"words": "و کارت را پس نداد", "name": "سارا", "phone": "۰۹۱۲۱۲۳۴۵۶۷"})

    sender = message.sender(look(), made.id)
    assert (sender.name, sender.phone) == ("سارا", "+989121234567")
    assert [step.words for step in message.steps(look(), made.id) if step.verb == "add"] == ["و کارت را پس نداد"]
    assert 'name="phone"' not in client.get(address).text


def test_a_number_cannot_be_replaced_by_another_browser(office, client, complained, look):
    token, made = complained
    service.complete(office, made.id, "", "سارا", "09121234567")

    client.post(f"/t/{token}/complaint/words", data={"name": "دیگری", "phone": "09129999999"})

    assert message.sender(look(), made.id).phone == "+989121234567"


def test_the_tablet_s_link_gives_access_to_the_follow_up_only(app, client, visit):
    _, ticket = visit(1)
    with app.test_request_context():
        offered = followup.offered(ticket.id)

    assert client.get(f"/t/{offered.secret}").status_code == 404
    assert client.get(f"/t/{offered.secret}/complaint").status_code == 200
    assert client.post(f"/t/{offered.secret}/complaint").status_code == 303
    assert client.get(f"/t/{offered.secret[:-2]}xx/complaint").status_code == 404


@pytest.mark.parametrize("kind", ["complaint", "praise"])
def test_an_unknown_secret_is_refused(client, kind):
    assert client.get(f"/t/unknown/{kind}").status_code == 404
    assert client.post(f"/t/unknown/{kind}").status_code == 404
    assert client.post(f"/t/unknown/{kind}/words").status_code == 404


def test_the_holder_of_the_secret_can_withdraw_it_and_the_clerk_can_neither_find_nor_withdraw_it(
    browser, complained, filed, about
):
    token, made = complained
    clerk, another = browser(), browser()
    clerk.post("/sign-in", data={"name": "karimi", "password": PASSWORD})

    for category in ("", str(about().category_by_code["conduct"].id)):
        near = clerk.post("/intake/near", data={"category": category, "address": made.address})
        assert 'class="near-one"' not in near.text
    address = f"/track/{made.code}/withdrawal"
    assert [who.post(address).status_code for who in (clerk, browser())] == [403, 403]
    assert filed()[0].state == "registered"
    another.get(f"/t/{token}/complaint")
    assert another.post(address).status_code == 303


def test_who_adds_nothing_afterwards_is_not_refused_and_changes_nothing_nor_can_too_much_be_added(
    office, client, complained, filed
):
    token, made = complained
    turn = made.turn

    answer = client.post(f"/t/{token}/complaint/words?lang=en", data={"words": " ", "name": "", "phone": ""})
    with pytest.raises(InvalidInput) as refused:
        service.complete(office, made.id, "ن" * (LONGEST_BODY + 1), "", "")

    assert answer.status_code == 303
    assert "Nothing was added" in client.get(f"{answer.location}?lang=en").text
    assert set(refused.value.fields) == {"words"}
    assert [stored.turn for stored in filed()] == [turn]
