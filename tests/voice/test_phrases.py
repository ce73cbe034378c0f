"""The spoken text of a call, and its caption."""

import pytest

from deskq.core.text.names import Name
from deskq.voice import phrases
from deskq.voice.phrases import Spoken
from tests.voice.conftest import CALL, HALL

FIRST = Name("طبقهٔ اول", "First floor")


def said(call: Spoken, language: str = "fa") -> list[str]:
    return [piece.text for piece in phrases.phrase(call, language).pieces]


def test_a_call_is_number_counter_and_floor():
    assert said(CALL) == ["شمارهٔ ۴۲،", "به باجهٔ ۳،", "طبقهٔ همکف."]
    assert phrases.phrase(CALL, "fa").caption == "شمارهٔ ۴۲، به باجهٔ ۳، طبقهٔ همکف"
    assert said(CALL, "en") == ["Number 42,", "to counter 3,", "Ground floor."]
    assert phrases.phrase(CALL, "en").caption == "Number 42, to counter 3, Ground floor"


def test_a_room_is_said_unless_it_is_the_hall_people_sit_in_and_recorded_under_its_own_name():
    upstairs = Spoken("42", 5, Name("اتاق ۱۰۴/ب", "Room 104/B"), FIRST, HALL)

    assert said(upstairs)[2:] == ["اتاق ۱۰۴/ب،", "طبقهٔ اول."]
    assert said(upstairs, "en")[2:] == ["Room 104/B,", "First floor."]
    recorded = {
        language: [piece.name for piece in phrases.phrase(upstairs, language).pieces[2:]] for language in ("fa", "en")
    }
    assert recorded["fa"] == ["place-اتاق-104-ب", "place-طبقه-اول"]
    assert recorded["en"] == ["place-room-104-b", "place-first-floor"]
    assert phrases.ahead("42", "fa") == phrases.phrase(CALL, "fa").pieces[0]


def test_what_has_no_name_in_a_language_is_not_said_in_it():
    call = Spoken("42", 5, Name("", ""), Name("زیرزمین", ""))

    assert said(call) == ["شمارهٔ ۴۲،", "به باجهٔ ۵،", "زیرزمین."]
    assert said(call, "en") == ["Number 42,", "to counter 5."]


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("042", "شمارهٔ ۴۲", "number-42"),
        ("000", "شمارهٔ ۰", "number-0"),
        ("207", "شمارهٔ ۲۰۷", "number-207"),
        ("B042", "شمارهٔ B ۴۲", "number-b-42"),
        ("ب۴۲", "شمارهٔ بِ ۴۲", "number-ب-42"),
        ("C-7", "شمارهٔ C ۷", "number-c-7"),
        ("1345", "شمارهٔ هزارُ ۳۴۵", "number-1345"),
    ],
)
def test_numbers_are_said_without_leading_zeros_and_with_their_letters(code, text, name):
    piece = phrases.number(code, "fa")

    assert (piece.text, piece.name) == (text, name)


def test_a_code_with_letters_is_kept_together_in_the_caption():
    call = Spoken("B-042", 3, HALL, FIRST, HALL)

    assert phrases.phrase(call, "fa").caption == "شمارهٔ \u2066B-۰۴۲\u2069، به باجهٔ ۳، طبقهٔ اول"
