"""The pages of inspections, as those who plan and those who inspect use them."""

from io import BytesIO

import pytest

from deskq.applications.models import Application
from deskq.inspections.models import InspectionPhoto, InspectionResult, InspectionTour
from tests.inspections.conftest import TODAY, person_id
from tests.tools.images import picture

SCRIPT = {"X-Fragment": "1"}


def told(application: int, key: str = "key-of-phone-1", **more: object) -> dict[str, object]:
    return {"key": key, "application": application, "stage": "inspection", "outcome": "fits", **more}


def test_a_tour_is_made_from_ticked_places_and_printed(sign_in, placed, look, office):
    first, second = placed(36.07, 49.70, "خیابان بهار"), placed(36.06, 49.71, "بلوار معلم")
    planner = sign_in("planner")
    listed = planner.get("/inspections").text
    assert "خیابان بهار" in listed
    assert "بلوار معلم" in listed

    ticked = {"person_id": person_id("planner"), "stages": [f"{one.id}:inspection" for one in (first, second)]}
    answer = planner.post("/inspections/tours", data={"day": TODAY, **ticked})

    tour = look().query(InspectionTour).one()
    assert answer.location == f"/inspections/tours/{tour.id}"
    assert "خط مستقیم" in planner.get(answer.location).text
    for page in ("paper", "phone"):
        assert "بلوار معلم" in planner.get(f"{answer.location}/{page}").text
    assert planner.get("/inspections/mine").location == f"/inspections/tours/{tour.id}/phone"
    assert "خیابان بهار" not in planner.get("/inspections").text


def test_a_tour_without_places_says_so_and_keeps_what_was_chosen(sign_in, placed, office):
    placed(36.07, 49.70)

    answer = sign_in("planner").post("/inspections/tours", data={"day": "1405/09/01"})

    assert answer.status_code == 422
    assert "دست‌کم یک محل" in answer.text


def test_the_script_is_told_what_became_of_a_result_and_its_photos(sign_in, toured, look, office):
    _, (made,) = toured()
    inspector = sign_in("planner")

    stored = inspector.post("/inspections/results", data=told(made), headers=SCRIPT).json
    for _ in range(2):
        sent = {"key": "photo-of-phone", "photo": (picture((900, 600)), "a.jpg")}
        kept = inspector.post("/inspections/results/key-of-phone-1/photos", data=sent, headers=SCRIPT)
        assert (kept.status_code, kept.json) == (200, {"state": "kept"})
    again = inspector.post("/inspections/results", data=told(made, "key-of-phone-2"), headers=SCRIPT).json

    assert stored == {"standing": "counted", "said": "ثبت شد: مطابق است."}
    assert again["standing"] == "remark"
    assert "زهرا سلطانی" in again["said"]
    photo = look().query(InspectionPhoto).one()
    assert inspector.get(f"/inspections/photos/{photo.file}?small=1").mimetype == "image/webp"
    assert photo.file in inspector.get(f"/inspections/applications/{made}").text


def test_without_a_script_the_form_brings_its_photos_along(sign_in, toured, look, office):
    tour, (made,) = toured()

    sent = told(made, outcome="does_not_fit", words="دیوار کج است", tour=tour, photos=[(picture(), "a.jpg")])
    answer = sign_in("planner").post("/inspections/results", data=sent)

    assert answer.location == f"/inspections/tours/{tour}/phone"
    assert look().query(InspectionPhoto).count() == 1


@pytest.mark.parametrize(("more", "status"), [({"outcome": ""}, 422), ({"key": "x"}, 422), ({"stage": "report"}, 404),
                                              ({"checks": "nonsense"}, 200), ({"noted_at": "-1"}, 422)])  # fmt: skip
def test_a_wrong_result_is_refused_with_words_and_stores_nothing(sign_in, toured, look, office, more, status):
    _, (made,) = toured()

    answer = sign_in("planner").post("/inspections/results", data=told(made, **more), headers=SCRIPT)

    assert answer.status_code == status
    assert look().query(InspectionResult).count() == (status == 200)
    assert status == 200 or answer.json["detail"]


@pytest.mark.parametrize("other", ["deputy", "supervisor", "city", "karimi"])  # karimi has no right to inspect
def test_what_one_person_entered_is_not_stored_as_anothers(sign_in, toured, look, office, other):
    _, (made,) = toured()
    entered = told(made, person=person_id("planner"))
    photo = lambda: {"key": "photo-of-phone", "person": person_id("planner"), "photo": (picture(), "a.jpg")}  # noqa: E731

    refused = sign_in(other).post("/inspections/results", data=entered, headers=SCRIPT)
    assert (refused.status_code, refused.json["type"]) == (401, "entered-by-another")
    assert look().query(InspectionResult).count() == 0

    assert sign_in("planner").post("/inspections/results", data=entered, headers=SCRIPT).status_code == 200
    address = "/inspections/results/key-of-phone-1/photos"
    assert sign_in(other).post(address, data=photo(), headers=SCRIPT).status_code == 401
    assert sign_in("planner").post(address, data=photo(), headers=SCRIPT).status_code == 200
    assert look().query(InspectionResult).one().person_id == person_id("planner")
    assert look().query(InspectionPhoto).count() == 1


@pytest.mark.parametrize(
    "sent",
    [{}, {"photo": (BytesIO(), "")}, {"photo": "a.jpg"}, {"photo": (BytesIO(), "a.jpg")},
     {"photo": (BytesIO(b"no picture"), "a.jpg")}],
)  # fmt: skip
def test_a_photo_that_did_not_come_along_or_is_no_picture_is_not_called_kept(sign_in, toured, look, office, sent):
    _, (made,) = toured()
    inspector = sign_in("planner")
    inspector.post("/inspections/results", data=told(made), headers=SCRIPT)

    address = "/inspections/results/key-of-phone-1/photos"
    answer = inspector.post(address, data={"key": "photo-of-phone", **sent}, headers=SCRIPT)

    assert answer.status_code == 422
    assert answer.json["detail"]
    assert (look().query(InspectionResult).count(), look().query(InspectionPhoto).count()) == (1, 0)


def test_pages_that_a_signed_out_browser_is_shown_make_it_forget_its_tours(sign_in, browser, office):
    inspector = sign_in("planner")
    assert "forget-tours.js" not in inspector.get("/").text

    left = inspector.post("/sign-out").location

    assert "forget-tours.js" in inspector.get(left).text
    assert "forget-tours.js" in browser().get("/sign-in").text


def test_people_of_other_units_see_neither_tour_nor_place_nor_photo(sign_in, toured, office):
    tour, (made,) = toured()
    sign_in("planner").post("/inspections/results", data=told(made), headers=SCRIPT)
    stranger = sign_in("city")

    for path in (f"/inspections/tours/{tour}", f"/inspections/tours/{tour}/phone", f"/inspections/applications/{made}"):
        assert stranger.get(path).status_code == 404, path


def test_a_place_is_set_once_and_an_older_page_is_refused(sign_in, opened, look, office):
    made = opened().id
    planner = sign_in("planner")
    at = f"/inspections/applications/{made}/place"

    first = planner.post(at, data={"turn": 0, "address": "خیابان ۱", "lat": "36070000", "lon": "49700000"})
    older = planner.post(at, data={"turn": 0, "address": "خیابان ۲"})
    nothing = planner.post(at, data={"turn": 1, "address": ""})

    assert (first.status_code, older.status_code, nothing.status_code) == (303, 409, 422)
    assert "خیابان ۲" in older.text
    assert "خیابان ۱" in planner.get(f"/inspections/applications/{made}").text
    assert look().get(Application, made).state == "open"
