"""The staff see which permits are known at the place of a complaint; its sender never does."""

import pytest

from deskq.core.extensions import db
from deskq.place_permits import rules
from deskq.place_permits.rules import Match, Place


def finish(application) -> None:
    application = db.session().merge(application)
    application.state = "finished"
    db.session().commit()


@pytest.mark.parametrize(
    ("there", "match"),
    [
        (Place("خیابان بهار، پلاک ۴"), Match("address")),
        (Place("خیابان بهار پلاک 4، طبقهٔ دوم"), Match("address")),
        (Place("خیابان بهار، پلاک ۴۲"), None),
        (Place("", 36_100_100, 52_200_000), Match("point", 11)),
        (Place("", 36_101_000, 52_200_000), None),
        (Place("", None, None), None),
    ],
)
def test_a_place_is_the_same_by_its_address_or_by_a_point_within_forty_metres(there, match):
    assert rules.match(Place("خیابان بهار، پلاک ۴", 36_100_000, 52_200_000), there) == match


def test_a_street_alone_is_no_building():
    assert rules.match(Place("بهار"), Place("بهار")) is None


def test_numbers_are_the_typed_permit_and_the_parcel_codes_in_the_text():
    numbers = rules.numbers_in("۱۴۰۲/۱۱۸", "پلاک ثبتی ۳-۲-۱۴-۵", "روز ۱۲ بهمن، ساعت ۸ تا ۱۰")

    assert numbers == {"1402/118", "1402-118", "3-2-14-5"}


def test_the_unit_sees_the_permit_of_the_address_of_a_complaint_and_who_complains_never(placed, file, sign_in, browser):
    finish(placed(36.1, 52.2, "خیابان بهار، پلاک ۴"))
    complaint = file("complaint", category="building", address="خیابان بهار پلاک ۴")
    citizen = browser()

    page = sign_in("inspectorate").get(f"/inbox/{complaint.id}?lang=en").text
    citizen.post(f"/track/{complaint.code}/proof", data={"digits": "4567"})
    tracked = citizen.get(f"/track/{complaint.code}?lang=en").text

    assert "A permit was issued for this place." in page
    assert "same address" in page
    assert "کاظم یوسفی" not in page
    assert "خیابان بهار پلاک ۴" in tracked
    assert "permit" not in tracked.lower()


def test_an_application_without_a_permit_is_told_apart(placed, file, sign_in):
    placed(36.1, 52.2)
    complaint = file("complaint", category="building", address="جایی دیگر", lat=36_100_100, lon=52_200_000)

    page = sign_in("inspectorate").get(f"/inbox/{complaint.id}?lang=en").text

    assert "An application is known for this place, but no issued permit." in page
    assert "11 m from the point" in page


def test_a_parcel_code_in_the_text_finds_its_application(opened, file, sign_in):
    opened(parcel_code="3-2-14-5")
    complaint = file("complaint", category="building", body="ملک ۳-۲-۱۴-۵ یک طبقه اضافه می‌سازد", address="بهار")

    assert "same number" in sign_in("inspectorate").get(f"/inbox/{complaint.id}?lang=en").text


def test_where_nothing_is_known_the_page_says_that_it_proves_nothing_and_offers_a_search(file, sign_in):
    complaint = file("complaint", category="building", address="خیابان ناشناس، پلاک ۹۹")

    page = sign_in("inspectorate").get(f"/inbox/{complaint.id}?lang=en").text

    assert "That does not prove that there is no permit" in page
    assert 'class="place-permit-search"' in page


def test_other_subjects_and_reports_do_not_ask(placed, file, sign_in):
    placed(36.1, 52.2)
    street = file("request", category="asphalt", address="خیابان بهار، پلاک ۴")
    report = file("report", category="building", address="خیابان بهار، پلاک ۴")

    for one in (street, report):
        assert "Permits known here" not in sign_in("inspectorate").get(f"/inbox/{one.id}?lang=en").text
