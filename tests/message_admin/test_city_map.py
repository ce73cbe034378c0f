"""The city map: a picture and the degrees of its edges."""

from io import BytesIO

import pytest
from PIL import Image

from deskq.core.extensions import db
from deskq.message_settings.models import CityPlan

EDGES = {"north": "۳۶٫۰۹", "south": "36.05", "west": "49.65", "east": "49.73"}


@pytest.fixture(autouse=True)
def no_map_yet(admin):
    db.session().query(CityPlan).delete()
    db.session().commit()


def picture(size: tuple[int, int] = (400, 300), kind: str = "PNG") -> tuple[BytesIO, str]:
    drawn = BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind)
    drawn.seek(0)
    return drawn, "town.png"


def test_the_map_is_shown_with_its_configured_edges_which_are_corrected_without_a_new_picture(send, page, row, client):
    assert "There is no map yet." in page("/manage/messages/plan")

    text = send("/manage/messages/plan", **EDGES, file=picture())

    plan = row(CityPlan)
    assert (plan.north, plan.south, plan.west, plan.east) == (36_090_000, 36_050_000, 49_650_000, 49_730_000)
    assert (plan.width, plan.height) == (400, 300)
    assert 'value="36.09"' in text
    send("/manage/messages/plan", **{**EDGES, "east": "49.75"})
    assert (row(CityPlan).file, row(CityPlan).east) == (plan.file, 49_750_000)
    client.post("/sign-out")
    answer = client.get(f"/plan/{plan.file}")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("north", "36.01", "The southern edge must be south of the northern edge."),
        ("east", "49.65", "The eastern edge must be east of the western edge."),
        ("north", "91", "This number is too large."),
        ("west", "far", "Please enter a number."),
        ("west", "nan", "Please enter a number."),
        ("south", "", "Please fill in this field."),
        ("file", (BytesIO(b"<svg/>"), "town.png"), "We cannot open this picture"),
    ],
)
def test_an_invalid_map_is_reported_and_nothing_is_stored(send, row, field, value, words):
    text = send("/manage/messages/plan", 422, **{**EDGES, "file": picture(), field: value})

    assert words in text
    assert row(CityPlan) is None


def test_the_first_map_requires_a_picture(send):
    assert "Please choose a picture of the city map." in send("/manage/messages/plan", 422, **EDGES)


def test_only_pictures_of_the_map_are_served(client):
    assert client.get("/plan/..%2Fdata_key").status_code == 404
    assert client.get(f"/plan/{'a' * 40}.webp").status_code == 404
