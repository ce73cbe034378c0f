"""A page read aloud: texts split into clips, numbers as in a call."""

import pytest

from deskq.voice import page_text, phrases

LONG = "Counter 4: on the right, past the water cooler. " * 20


@pytest.mark.parametrize("text", ["", "One.", LONG, "x" * 1201, "word " * 300, "Ready? Yes! آماده‌اید؟ بله."])
def test_no_piece_is_longer_than_a_clip_and_nothing_is_lost(text):
    pieces = page_text.pieces(text, 500)

    assert max(map(len, pieces)) <= 500
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_a_long_text_is_cut_between_its_sentences():
    pieces = page_text.pieces(LONG, 500)

    assert len(pieces) == 2
    assert all(piece.startswith("Counter 4") and piece.endswith("cooler.") for piece in pieces)


@pytest.mark.parametrize(
    ("code", "language"), [("A17", "fa"), ("ب۱۷", "fa"), ("ب17", "en"), ("A07", "en"), ("1204", "fa")]
)
def test_a_code_is_heard_as_it_will_be_called(code, language):
    called = phrases.number(code, language).text.split(maxsplit=1)[1]

    assert called in page_text.aloud(f"Your number is {code}.", language)


def test_hours_and_small_numbers_are_left_to_the_engine():
    assert page_text.aloud("ساعت ۱۰:۰۵، باجهٔ ۳، ۰۹۱۲", "fa") == "ساعت ۱۰:۰۵، باجهٔ ۳، ۰۹۱۲"
