"""Matters that may be the same, while somebody types."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from deskq.core import clock
from deskq.core.extensions import db
from deskq.intake import address_match, similar
from deskq.intake.similar import SimilarMessage, SimilarQuery
from deskq.messages.service import answer
from deskq.messages.service.answer import Answer
from deskq.portal import service

LAT, LON = 36_070_000, 49_695_000
#: About a hundred metres of latitude, in millionths of a degree.
HUNDRED = 898


def any_one(_: SimilarMessage) -> bool:
    return True


@pytest.fixture
def near(office, about):
    def look(**sought: object) -> list[tuple[int, int | None]]:
        category = sought.pop("category", "asphalt")
        category_id = about().category_by_code[category].id if category else None
        wanted = SimilarQuery(category_id=category_id, **sought)
        return [
            (one.id, one.metres) for one in similar.near(db.session(), about().policy, wanted, clock.now(), any_one)
        ]

    return look


def test_the_nearest_of_the_same_category_comes_first(file, near):
    far = file(category="asphalt", lat=LAT + HUNDRED, lon=LON)
    close = file(category="asphalt", lat=LAT + HUNDRED // 2, lon=LON)
    file(category="garbage", lat=LAT, lon=LON)
    file(category="asphalt", lat=LAT + 2 * HUNDRED, lon=LON)

    assert near(lat=LAT, lon=LON) == [(close.id, 50), (far.id, 100)]


def test_across_the_edge_of_a_square_too(file, near):
    edge = LAT // 2000 * 2000
    beyond = file(category="asphalt", lat=edge - 100, lon=LON)

    assert near(lat=edge + 100, lon=LON) == [(beyond.id, 22)]


def test_by_the_words_of_the_street_where_there_is_no_point(file, near):
    made = file(category="asphalt", address="خيابان طالقاني، روبروي بانک ملي")
    file(category="asphalt", address="خیابان امام خمینی")
    file(category="asphalt", address="خیابان")

    assert near(address="طالقانی کوچه ۵") == [(made.id, None)]
    assert near(address="خیابان", category=None) == []
    assert near(address="امام حسین") == []


def test_a_street_of_the_same_name_in_another_district_is_another(file, near, about):
    one, other = list(about().districts)[:2]
    made = file(category="asphalt", address="خیابان بهار", district_id=one)

    assert near(address="بهار", district_id=one) == [(made.id, None)]
    assert near(address="بهار", district_id=other) == []


def test_while_no_place_is_known_the_latest_of_its_subject_are_shown_those_of_its_district_alone(
    file, near, about, later
):
    one, other = list(about().districts)[:2]
    here = file(category="asphalt", district_id=one)
    later(minutes=1)
    there = file(category="asphalt", district_id=other)
    file(category="garbage", district_id=one)

    assert near() == near(address="خیابان") == [(there.id, None), (here.id, None)]
    assert near(district_id=one) == [(here.id, None)]
    assert near(category=None, district_id=one) == []


def test_nothing_is_said_to_be_clear_that_was_not_looked_at(sign_in, file, about):
    operator = sign_in("operator")
    category = str(about().category_by_code["asphalt"].id)
    file(category="asphalt", address="خیابان بهار")

    def told(**typed: str) -> str:
        return operator.post("/intake/near?lang=en", data=typed).text

    assert "Nothing" not in told(address="خیابان")
    assert "Nothing" not in told(district=str(next(iter(about().districts))))
    assert "Nothing" not in told(category=category)
    assert "The latest of this subject" in told(category=category)
    assert "Nothing of this subject" in told(category=str(about().category_by_code["noise"].id))
    assert "Nothing like it" in told(address="طالقانی")


def test_what_is_older_than_the_office_looks_back_is_not_shown(file, near, later):
    file(category="asphalt", lat=LAT, lon=LON, address="خیابان بهار")
    later(days=31)

    assert near(lat=LAT, lon=LON) == near(address="خیابان بهار") == near() == []


def test_never_a_report_nor_what_was_withdrawn_nor_a_duplicate(office, file, near, press):
    place = {"lat": LAT, "lon": LON, "address": "خیابان بهار"}
    first = file(category="asphalt", **place)
    file("report", category="asphalt", body="گزارش", **place)
    gone = file(category="asphalt", **place)
    again = file(category="asphalt", **place)
    service.withdraw(office, gone.id)
    answer.link(press("operator", again), first.code)

    assert [found for found, _ in near(lat=LAT, lon=LON)] == [first.id]
    assert [found for found, _ in near(address="بهار")] == [first.id]
    assert [found for found, _ in near(address="بهار", category=None)] == [first.id]
    assert [found for found, _ in near()] == [first.id]


def test_what_is_still_worked_on_comes_before_what_was_answered(file, near, press, units):
    answered = file(category="planning", lat=LAT, lon=LON, permit="1")
    live = file(category="planning", lat=LAT + HUNDRED, lon=LON, permit="1")
    answer.answer(press("operator", answered), Answer("explained", "گفته شد."))

    assert [found for found, _ in near(lat=LAT, lon=LON, category="planning")] == [live.id, answered.id]


def test_five_at_most(file, near):
    for _ in range(7):
        file(category="asphalt", lat=LAT, lon=LON)

    assert len(near(lat=LAT, lon=LON)) == 5


def test_the_fragment_says_age_place_state_and_unit_and_nothing_of_the_sender(sign_in, file, later, about):
    file(category="asphalt", lat=LAT, lon=LON, name="سارا احمدی", phone="09121234567", body="حرف محرمانه")
    later(minutes=125)
    category = str(about().category_by_code["asphalt"].id)

    page = sign_in("operator").post(
        "/intake/near?lang=en", data={"category": category, "lat": str(LAT + HUNDRED), "lon": str(LON)}
    )

    assert page.status_code == 200
    for words in ("100 m away", "2 hours ago", "Registered", "Public relations", 'aria-keyshortcuts="Control+1"'):
        assert words in page.text
    assert not any(words in page.text for words in ("سارا", "0912", "محرمانه"))


def test_each_question_is_answered_by_an_index(office, about, near):
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
    near(lat=LAT, lon=LON, address="خیابان بهار")
    near(address="خیابان بهار", category=None)
    near()
    near(district_id=1)

    asked = [(text, values) for text, values in seen if "FROM message " in text.replace("\n", " ")]
    plans = [
        " ".join(row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values))
        for text, values in asked
    ]

    indexes = ("ix_message_near", "ix_message_category", "ix_message_day", *["ix_message_category"] * 2)
    for plan, index in zip(plans, indexes, strict=True):
        assert index in plan, plan
        assert "SCAN message" not in plan, plan


def test_addresses_in_any_spelling_are_compared_by_their_telling_words():
    words = address_match.words

    assert words("خیابان ۱۲، پلاک ۳") == frozenset()
    assert address_match.same(words("خ طالقانی پ ۱۲"), words("طالقاني، پلاك ۱۲")) == 1.0
    assert address_match.same(words("طالقانی ۱۲"), words("طالقانی ۱۴")) < 1.0
    assert address_match.same(words("امام خمینی"), words("امام حسین")) < address_match.ENOUGH


def test_the_clock_of_age_is_the_servers(file, near, later):
    made = file(category="asphalt", lat=LAT, lon=LON)
    later(days=29, hours=23)

    assert near(lat=LAT, lon=LON) == [(made.id, 0)]
    assert clock.now() - made.registered_at < timedelta(days=30)
