"""Access to personal data by the last four digits of phone or national ID, protected against guessing."""

from io import BytesIO

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.service import refer as refer_service
from deskq.messages.service.refer import refer
from deskq.portal import access, guess_limits
from tests.portal.tracking import FILE, NATIONAL, PHONE, answered, message, other, prove, show

__all__ = ["answered", "message", "prove", "show"]


def test_the_name_of_the_responsible_person_is_only_for_the_sender(show, prove, message, action, units):
    refer(action("inspectorate", message), units["civil_works"])
    refer_service.accept(action("civil", message))
    name = viewers.person_or_substitute(db.session(), message.person_id, clock.now().date()).name

    before = show(message).text
    prove(message, "4567")

    assert name not in before
    assert name in show(message).text


@pytest.mark.parametrize("digits", ["4567", "۴۵۶۷", "0899", PHONE, NATIONAL])
def test_the_last_four_digits_of_either_number_give_access(show, prove, message, answered, digits):
    answered(message)

    assert prove(message, digits).status_code == 303

    page = show(message).text
    assert "چاله در خیابان امام" in page
    assert "آسفالت شد و تمام" in page
    assert FILE in page


def test_access_is_for_this_message_in_this_browser_for_half_an_hour(browser, show, prove, message, file, later):
    second = file("suggestion", body="فکری دیگر", phone="09120000000")
    prove(message, "4567")

    assert "چاله" in show(message).text
    assert "فکری دیگر" not in show(second).text
    assert "چاله در" not in browser().get(f"/track/{message.code}").text
    later(minutes=31)
    assert "چاله در" not in show(message).text


@pytest.mark.parametrize("button", ["reopening", "objection"])
def test_a_text_that_was_typed_when_the_proof_ran_out_is_there_again_after_the_digits(
    client, prove, message, answered, later, button
):
    answered(message)
    prove(message, "4567")
    later(minutes=31)

    asked = client.post(f"/track/{message.code}/{button}?lang=en", data={"words": "هنوز چاله است"})
    carried = {"words": "هنوز چاله است", "button": button}
    wrong = client.post(f"/track/{message.code}/proof", data={"digits": "1111", **carried})
    right = client.post(f"/track/{message.code}/proof", data={"digits": "4567", **carried})

    assert [one.status_code for one in (asked, wrong, right)] == [403, 403, 200]
    assert "asked for every half hour" in asked.text
    for page in (asked, wrong):
        assert 'name="digits"' in page.text
        assert f'name="button" value="{button}"' in page.text
        assert "هنوز چاله است</textarea>" in page.text
        assert "چاله در خیابان امام" not in page.text
    assert f'<textarea id="{button}-words"' in right.text
    assert "هنوز چاله است</textarea>" in right.text
    assert "چاله در خیابان امام" in right.text


def test_files_that_were_sent_when_the_proof_ran_out_are_to_be_chosen_again(client, message):
    photo = (BytesIO(b"x"), "a.jpg")

    answer = client.post(f"/track/{message.code}/words?lang=en", data={"words": "عکس", "photos": [photo]})

    assert answer.status_code == 403
    assert "please choose your files again" in answer.text


@pytest.mark.parametrize(("digits", "status"), [("45", 422), *((one, 403) for one in ("1111", "१२३४", "٤٥٦١", "४५६७"))])
def test_wrong_digits_of_any_script_are_reported_without_saying_which(prove, message, digits, status):
    answer = prove(message, digits)

    assert answer.status_code == status
    assert ("تلفن یا کد ملی این پیام یکی نیست" in answer.text) == (status == 403)


def test_unknown_codes_count_as_guesses_and_known_ones_do_not(message, limited):
    known = [limited.get(f"/track/{message.code}").status_code for _ in range(40)]
    unknown = [limited.get(f"/track/{other(message.code)}").status_code for _ in range(31)]

    assert set(known) == {200}
    assert unknown == [404] * 30 + [429]
    assert limited.get(f"/track/{message.code}").status_code == 429


def test_distributed_guessing_does_not_lock_out_others(message, limited, monkeypatch):
    monkeypatch.setattr(guess_limits, "IN_TOTAL", guess_limits.parse("5 per hour"))

    def look(code: str, address: str) -> int:
        return limited.get(f"/track/{code}", environ_base={"REMOTE_ADDR": address}).status_code

    guesses = [look(other(message.code), f"10.0.0.{n}") for n in range(5)]

    assert guesses == [404] * 5
    assert look(message.code, "10.0.1.1") == 200
    assert [look(other(message.code), "10.0.1.2") for _ in range(4)] == [404] * 3 + [429]


def test_an_erased_sender_can_no_longer_get_access(show, file, answered, client):
    made = file(phone=PHONE)
    answered(made)
    sender = message_queries.sender(db.session(), made.id)
    sender.phone, sender.phone_index, sender.erased_at = "", None, clock.now()
    db.session.commit()

    assert "آسفالت شد و تمام" not in show(made).text
    assert client.post(f"/track/{made.code}/words", data={"words": "x"}).status_code == 403


def test_photos_are_shown_after_the_proof(client, browser, file, prove, message, answered):
    answered(message)
    address = f"/messages/photos/{FILE}"
    assert client.get(address).status_code == 404
    prove(message, "4567")

    assert message_queries.has_photo(db.session(), message.office_id, [message.code], FILE)
    assert browser().get(f"{address}?code={message.code}").status_code == 404


def test_the_latest_proof_is_dropped_last(show, prove, file, later):
    made = [file("suggestion", body=f"فکر {n}", phone=PHONE) for n in range(access.MOST + 1)]
    for one in (*made[:-1], made[0], made[-1]):
        prove(one, "4567")
        later(seconds=1)

    shown = [one.body in show(one).text for one in made]

    assert shown == [True, False, *[True] * (access.MOST - 1)]


def test_an_authorised_browser_keeps_access_during_guessing(message, limited, app):
    limited.post(f"/track/{message.code}/proof", data={"digits": "4567"})
    guesser = app.test_client()
    for _ in range(30):
        guesser.get(f"/track/{other(message.code)}")

    assert limited.get(f"/track/{message.code}").status_code == 200
    assert limited.post(f"/track/{message.code}/words", data={"words": "هنوز هم"}).status_code == 303
    assert limited.get(f"/track/{other(message.code)}").status_code == 429
    assert guesser.get(f"/track/{message.code}").status_code == 429
