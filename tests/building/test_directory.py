"""Where is …? Ten questions of visitors, each answered in two taps at the kiosk and on a phone."""

import re
from html import unescape

import pytest

from deskq.building import service

#: (the question, what is tapped last, what the answer says: place and floor)
QUESTIONS = (
    ("Where do I pay?", "Where do I pay?", ("Ground floor", "Room 003")),
    ("Where is the toilet?", "Toilet", ("Ground floor", "Corridor on the right, after the lift")),
    ("Is there a toilet for a wheelchair?", "Accessible toilet", ("Ground floor", "No steps")),
    ("Where is the lift?", "Where is the lift?", ("Ground floor", "On the right, beside the stairs")),
    ("Where is the prayer room?", "Prayer room", ("First floor", "By lift")),
    ("Where is the mayor’s public meeting?", "Mayor’s public meeting", ("Third floor", "Room 301")),
    ("Which floor is the archive?", "Which floor is the archive?", ("Second floor", "Room 201")),
    ("Where can I ask?", "Where can I ask?", ("Ground floor", "Opposite the entrance")),
    ("Where is the room of urban planning?", "Technical and urban planning", ("Second floor", "Room 204")),
    ("Where can I complain?", "Where can I complain?", ("Third floor", "Room 305")),
)
MOST_TAPS = 2


def links(text: str) -> dict[str, str]:
    """{words: address} of the links of a page."""
    found = re.findall(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', text, re.DOTALL)
    return {" ".join(unescape(re.sub("<[^>]+>", " ", words)).split()): unescape(address) for address, words in found}


def tap(comes, text: str, words: str) -> str:
    address = next(address for said, address in links(text).items() if said.startswith(words))
    answer = comes.get(address)
    assert answer.status_code == 200, address
    return answer.text


@pytest.mark.parametrize(("question", "choice", "says"), QUESTIONS)
@pytest.mark.parametrize("place", ["kiosk", "phone"])
def test_ten_questions_are_answered_in_two_taps(request, browser, place, question, choice, says):
    comes, start = (request.getfixturevalue("kiosk"), "/kiosk") if place == "kiosk" else (browser(), "/")
    text, taps = comes.get(f"{start}?lang=en").text, 0

    for words in ("Where is …?", choice):
        text, taps = tap(comes, text, words), taps + 1

    assert taps <= MOST_TAPS
    assert [words for words in says if words not in unescape(text)] == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("کجا پول بدهم", None), ("پرداخت", "Cashier"), ("دستشویی", "Toilet"), ("counter 5", "Room 104"),
        ("باجهٔ ۵", "Room 104"), ("204", "Technical and urban planning"),
    ],
)  # fmt: skip
def test_a_place_is_found_by_typing(client, typed, title):
    text = client.get("/where", query_string={"q": typed, "lang": "en"}).text

    found = {words for words, address in links(text).items() if re.search(r"/where/\d+", address)}
    if title is None:
        assert found == set()
        assert "We found no place called" in text
        assert "Show all" in text
    else:
        assert any(words.startswith(title) for words in found)


def test_what_is_typed_is_shown_as_text(client):
    assert "<script>alert" not in client.get("/where", query_string={"q": "<script>alert(1)</script>"}).text


def test_an_office_without_rooms_shows_no_door_and_says_whom_to_ask(no_rooms, client, kiosk):
    assert "/where" not in client.get("/").text
    assert "/kiosk/where" not in kiosk.get("/kiosk").text
    for page in (client.get("/where?lang=en"), client.get("/where/board?lang=en"), kiosk.get("/kiosk/where?lang=en")):
        assert "please ask at the information desk" in page.text


def test_the_board_lists_every_floor_and_loads_itself_again(client, entries):
    text = client.get("/where/board?lang=en").text

    assert 'http-equiv="refresh"' in text
    assert text.count("entrance-floor") - text.count("entrance-floors") == len({one.floor.id for one in entries()})


def test_the_receipt_and_the_called_ticket_lead_to_the_room(office, app, entries):
    from deskq.building import port

    planning = next(one for one in entries() if one.title.en == "Technical and urban planning")
    with app.test_request_context("/"):
        address, floor, room = port.PORT.bound.of_unit(planning.unit.id)
        assert (address, floor.en, room.en) == (
            f"/where/{planning.id}", "Second floor", "Technical and urban planning, Room 204"
        )  # fmt: skip
        hall = next(one for one in entries() if one.counters)
        assert port.PORT.bound.of_counter(hall.counters[0].number) == f"/where/{hall.id}"


def test_pages_in_persian_have_persian_digits(client, entries):
    one = next(one for one in entries() if one.room.number)

    text = client.get(f"/where/{one.id}?lang=fa").text
    words = re.sub("<[^>]+>", " ", text[text.index("<main") :])

    assert not re.search(r"[0-9]", words)


def test_names_on_doors_are_shown_as_the_office_wrote_them(office, client, of_kind):
    fields = {"holder_fa": "دفتر شهردار", "note_fa": "دوشنبه‌ها ۹ تا ۱۱"}
    one = of_kind("meeting")
    service.save_room(office, "test", one.id, {"floor_id": one.floor.id, **fields})

    text = client.get(f"/where/{one.id}").text

    assert [words for words in fields.values() if words not in text] == []
