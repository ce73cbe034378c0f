"""The picture where the address is shared: drawn by us, of frozen figures only."""

import io

import pytest
from PIL import Image

from deskq.printing import canvas
from deskq.published import drawing
from deskq.published.drawing import Fact

SHORT = Fact("۷۸ از ۱۰۰", "رضایت", "آبان ۱۴۰۵")
LONG = Fact("Wednesday, 10 to 11", "The best time to come to this office in a usual week of the year", "Half " * 12)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_it_has_the_size_that_messengers_expect_and_is_small(client, lang):
    answer = client.get(f"/published/picture.png?lang={lang}")

    with Image.open(io.BytesIO(answer.data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(answer.data) < 60_000
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def drawn(facts, language="fa") -> Image.Image:
    return Image.open(io.BytesIO(drawing.png(language, "Title", "Office", tuple(facts), "Foot"))).convert("RGB")


def test_persian_begins_at_the_right_english_at_the_left():
    def ink(picture, box) -> int:
        return len(picture.crop(box).getcolors(99_999)) - 1

    left, right = (0, 100, 400, 230), (800, 100, 1200, 230)

    assert ink(drawn([], "fa"), left) == 0 < ink(drawn([], "fa"), right)
    assert ink(drawn([], "en"), right) == 0 < ink(drawn([], "en"), left)


@pytest.mark.parametrize("facts", [[SHORT], [SHORT, LONG], [SHORT, LONG, LONG]])
def test_no_words_leave_their_card(facts):
    """Below the cards there is nothing but the ground until the foot."""
    picture = drawn(facts, "en")

    assert {picture.getpixel((x, 548)) for x in range(0, 1200, 7)} == {picture.getpixel((4, 600))}


def test_without_letters_there_is_no_picture_and_the_page_names_none(client, monkeypatch):
    monkeypatch.setattr(canvas, "missing", lambda: "shaping")

    assert client.get("/published/picture.png").status_code == 404
    assert "og:image" not in client.get("/published").text
    assert "og:title" in client.get("/published").text
