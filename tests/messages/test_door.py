"""One star opens a door: with one tap a rated visit becomes a complaint or praise, once, tied to it."""

import re
from pathlib import Path

import pytest

from deskq.extensions import db
from deskq.messages import queries, rules, service, tracking
from deskq.messages.models import Message
from deskq.messages.views import door, way
from tests.conftest import PASSWORD
from tests.pairing import paired


def filed(look) -> list[Message]:
    return look().query(Message).order_by(Message.id).all()


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (2, "complaint"), (3, None), (4, None), (5, "praise")])
def test_a_bad_rating_offers_a_complaint_and_the_best_one_thanks(client, visit, score, kind):
    token, _ = visit(score)

    page = client.get(f"/t/{token}").text

    offered = {one for one in rules.DOORS if f'action="/t/{token}/{one}"' in page}
    assert offered == ({kind} if kind else set())


def test_one_tap_makes_a_complaint_that_lies_with_the_inspectorate(client, visit, look, units):
    token, ticket = visit(1, reasons=["conduct"], comment="گفتند فردا بیا")
    number = ticket.id

    answer = client.post(f"/t/{token}/complaint")

    (made,) = filed(look)
    assert (made.kind, made.ticket_id, made.unit_id) == ("complaint", number, units["inspectorate"])
    assert "گفتند فردا بیا" in made.body
    assert "برخورد" in made.body
    assert "باجهٔ ۱" in made.address
    page = client.get(answer.location).text
    assert made.code in page
    assert 'name="words"' in page


def test_the_best_rating_becomes_praise(client, visit, look):
    token, _ = visit(5)

    client.post(f"/t/{token}/praise")

    (made,) = filed(look)
    assert made.kind == "praise"


def test_a_second_tap_finds_the_first_ones_message(client, visit, look):
    token, _ = visit(1)

    first, second = (client.post(f"/t/{token}/complaint") for _ in range(2))

    assert first.location == second.location
    assert len(filed(look)) == 1
    assert f'href="/t/{token}/complaint"' in client.get(f"/t/{token}").text


@pytest.mark.parametrize(("score", "kind"), [(None, "complaint"), (3, "complaint"), (5, "complaint"), (1, "praise")])
def test_what_was_not_offered_is_refused(client, visit, look, score, kind):
    token, _ = visit(score)

    assert client.post(f"/t/{token}/{kind}").status_code == 409
    assert client.get(f"/t/{token}/{kind}").status_code == 409
    assert filed(look) == []


def test_words_name_and_number_follow_if_one_likes(client, visit, look):
    token, _ = visit(1)
    client.post(f"/t/{token}/complaint")

    client.post(
        f"/t/{token}/complaint/words", data={"words": "و کارت را پس نداد", "name": "سارا", "phone": "۰۹۱۲۱۲۳۴۵۶۷"}
    )

    (made,) = filed(look)
    sender = queries.sender(db.session(), made.id)
    assert (sender.name, sender.phone) == ("سارا", "+989121234567")
    assert [step.words for step in queries.steps(db.session(), made.id) if step.verb == "add"] == ["و کارت را پس نداد"]
    assert 'name="phone"' not in client.get(f"/t/{token}/complaint").text


def test_nobody_puts_their_number_over_anothers(office, client, visit, look):
    token, _ = visit(1)
    client.post(f"/t/{token}/complaint")
    (made,) = filed(look)
    service.complete(office, made.id, "", "سارا", "09121234567")

    client.post(f"/t/{token}/complaint/words", data={"name": "دیگری", "phone": "09129999999"})

    assert queries.sender(look(), made.id).phone == "+989121234567"


def test_a_wrong_number_is_said_beside_its_field_and_words_are_kept(client, visit):
    token, _ = visit(1)
    client.post(f"/t/{token}/complaint")

    answer = client.post(f"/t/{token}/complaint/words", data={"words": "هنوز هم", "phone": "12"})

    assert answer.status_code == 422
    assert 'id="phone-problem"' in answer.text
    assert "هنوز هم" in answer.text


def test_the_way_on_a_tablet_opens_this_door_and_nothing_else(app, client, visit, look):
    _, ticket = visit(1)
    with app.test_request_context():
        offered = door.offered(ticket.id)

    assert client.get(f"/t/{offered.token}").status_code == 404
    assert client.get(f"/t/{offered.token}/complaint").status_code == 200
    assert client.post(f"/t/{offered.token}/complaint").status_code == 303
    assert client.get(f"/t/{offered.token[:-2]}xx/complaint").status_code == 404


@pytest.mark.parametrize("kind", ["complaint", "praise"])
def test_a_secret_of_nobody_opens_no_door(client, kind):
    assert client.get(f"/t/unknown/{kind}").status_code == 404
    assert client.post(f"/t/unknown/{kind}").status_code == 404
    assert client.post(f"/t/unknown/{kind}/words").status_code == 404


def test_words_before_the_tap_are_of_nothing(client, visit):
    token, _ = visit(1)

    assert client.post(f"/t/{token}/complaint/words", data={"words": "نه"}).status_code == 404


@pytest.fixture
def scanned(app, visit):
    """``scanned(1)``: where the code leads that a tablet shows after that rating."""

    def address(score: int) -> str:
        _, ticket = visit(score)
        drawn: list[str] = []
        with app.test_request_context(), pytest.MonkeyPatch.context() as patched:
            patched.setattr(way, "qr", lambda text: drawn.append(text) or "")
            way.way(ticket.id)
        return drawn[0].removeprefix("http://localhost")

    return address


def test_the_code_on_a_tablet_leads_to_one_page_whatever_was_rated_or_filed(client, browser, scanned):
    client.get("/")
    pages = {}
    for score in range(1, 6):
        address = scanned(score)
        pages[score] = _alike(browser().get(address).text, address)
    assert browser().post(address).status_code == 303
    pages["filed"] = _alike(browser().get(address).text, address)

    assert len(set(pages.values())) == 1
    assert "/messages/new?kind=praise" in pages[1]


def _alike(page: str, address: str) -> str:
    """Without its own address, the number of the visit and the token of its form."""
    page = re.sub(r'(value|content)="[^"]{30,}"', "", page.replace(address, ""))
    return re.sub(r"[۰-۹]+", "", page)


@pytest.mark.parametrize("score", range(1, 6))
def test_by_that_code_one_tap_complains_whatever_was_rated_and_only_who_tapped_gets_its_code(
    client, browser, scanned, look, score
):
    address = scanned(score)

    first, second = client.post(address), client.post(address)
    other = browser().post(address)

    (made,) = filed(look)
    assert (made.kind, made.ticket_id is not None) == ("complaint", True)
    assert (first.status_code, second.status_code, other.status_code) == (303, 303, 409)
    assert made.code in client.get(first.location).text
    assert made.code not in other.text
    assert client.post(f"/track/{made.code}/withdrawal").status_code == 303


def test_beside_a_session_of_the_staff_it_opens_nothing(scanned, visit, sign_in, look):
    address = scanned(1)
    token, _ = visit(1)
    clerk = sign_in("karimi")

    answers = [clerk.get(address), clerk.post(address), clerk.get(f"/t/{token}/complaint")]
    answers.append(clerk.post(f"/t/{token}/complaint"))

    assert [answer.status_code for answer in answers] == [403] * 4
    assert filed(look) == []


def test_a_clerk_neither_finds_nor_ends_the_complaint_about_themselves(client, browser, visit, look, about):
    token, _ = visit(1, reasons=["conduct"])
    client.post(f"/t/{token}/complaint")
    (made,) = filed(look)
    clerk = browser()
    clerk.post("/sign-in", data={"name": "karimi", "password": PASSWORD})

    for category in ("", str(about().category_by_code["conduct"].id)):
        near = clerk.post("/intake/near", data={"category": category, "address": made.address})
        assert 'class="near-one"' not in near.text
    refused = [who.post(f"/track/{made.code}/withdrawal").status_code for who in (clerk, browser())]

    assert refused == [403, 403]
    assert filed(look)[0].state == "registered"


def test_whoever_has_the_token_withdraws_what_grew_out_of_the_visit(client, browser, visit, look):
    token, _ = visit(1)
    client.post(f"/t/{token}/complaint")
    (made,) = filed(look)
    another = browser()
    another.get(f"/t/{token}/complaint")

    assert another.post(f"/track/{made.code}/withdrawal").status_code == 303


@pytest.fixture
def kiosk(browser, office):
    return paired(browser(), office)


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (2, "complaint"), (3, None), (4, None), (5, "praise")])
def test_the_kiosk_has_the_button_of_the_rating_beside_the_code(kiosk, visit, score, kind):
    _, ticket = visit(None)

    page = kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": str(score)}).text

    offered = {one for one in rules.DOORS if re.search(rf'action="/kiosk/door/\S+/{one}"', page)}
    assert offered == ({kind} if kind else set())
    assert 'class="door-way' in page


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (5, "praise")])
def test_one_tap_at_the_kiosk_shows_the_code_large_and_once(kiosk, visit, look, score, kind):
    _, ticket = visit(None)
    number = ticket.id
    page = kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": str(score)}).text
    (press,) = re.findall(rf'action="(/kiosk/door/\S+/{kind})"', page)

    first, second = (kiosk.post(press) for _ in range(2))

    assert first.location == second.location
    (made,) = filed(look)
    assert (made.kind, made.ticket_id) == (kind, number)
    shown = kiosk.get(f"{first.location}?lang=en").text
    assert f'aria-label="{" ".join(made.code)}"' in shown
    assert "data-prints" in shown
    assert f"{tracking.spaced(made.code)}</bdi>" in shown[shown.index('class="paper"') :]


def test_only_a_kiosk_has_this_door_and_only_for_what_was_rated(kiosk, client, app, visit, look):
    _, rated = visit(1)
    _, fair = visit(3)
    with app.test_request_context():
        bad, none = door.token_of(rated.id), door.token_of(fair.id)

    assert client.post(f"/kiosk/door/{bad}/complaint").status_code == 403
    assert kiosk.post(f"/kiosk/door/{bad}/praise").status_code == 409
    assert kiosk.post(f"/kiosk/door/{none}/complaint").status_code == 409
    assert kiosk.post("/kiosk/door/unknown/complaint").status_code == 404
    assert kiosk.get(f"/kiosk/door/{bad}/complaint").status_code == 404
    assert filed(look) == []


def test_a_tablet_shows_no_button_for_a_clerk_sits_opposite(app):
    assert "kiosk_door" not in (Path(app.root_path).parent / "templates/tablet/_rating.html").read_text()
    assert "door_of" not in (Path(app.root_path).parent / "templates/tablet/rating.html").read_text()


def test_beside_a_session_of_the_staff_the_kiosk_files_nothing(kiosk, app, visit, look):
    _, ticket = visit(1)
    with app.test_request_context():
        press = f"/kiosk/door/{door.token_of(ticket.id)}/complaint"
    kiosk.post("/sign-in", data={"name": "karimi", "password": PASSWORD})

    assert kiosk.post(press).status_code == 403
    assert filed(look) == []
