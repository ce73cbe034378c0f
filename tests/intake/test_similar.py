"""Possible duplicates while somebody types."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.service import answer
from deskq.messages.service.answer import Answer
from deskq.open_matters import address_match, similar
from deskq.open_matters.similar import SimilarMessage, SimilarQuery
from deskq.portal import service
from tests.tools.statements import statements

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
            (one.id, one.metres)
            for one in similar.find_similar(db.session(), about().policy, wanted, clock.now(), any_one)
        ]

    return look


def test_the_nearest_message_of_the_same_category_comes_first(file, near):
    far = file(category="asphalt", lat=LAT + HUNDRED, lon=LON)
    close = file(category="asphalt", lat=LAT + HUNDRED // 2, lon=LON)
    file(category="garbage", lat=LAT, lon=LON)
    file(category="asphalt", lat=LAT + 2 * HUNDRED, lon=LON)

    assert near(lat=LAT, lon=LON) == [(close.id, 50), (far.id, 100)]


def test_messages_across_the_edge_of_a_grid_cell_are_found(file, near):
    edge = LAT // 2000 * 2000
    beyond = file(category="asphalt", lat=edge - 100, lon=LON)

    assert near(lat=edge + 100, lon=LON) == [(beyond.id, 22)]


def test_without_a_point_messages_are_found_by_street(file, near):
    made = file(category="asphalt", address="خيابان طالقاني، روبروي بانک ملي")
    file(category="asphalt", address="خیابان امام خمینی")
    file(category="asphalt", address="خیابان")

    assert near(address="طالقانی کوچه ۵") == [(made.id, None)]
    assert near(address="خیابان", category=None) == []
    assert near(address="امام حسین") == []


def test_streets_of_the_same_name_in_other_districts_do_not_match(file, near, about):
    one, other = list(about().districts)[:2]
    made = file(category="asphalt", address="خیابان بهار", district_id=one)

    assert near(address="بهار", district_id=one) == [(made.id, None)]
    assert near(address="بهار", district_id=other) == []


def test_without_a_place_the_latest_of_the_category_and_district_are_shown(file, near, about, later):
    one, other = list(about().districts)[:2]
    here = file(category="asphalt", district_id=one)
    later(minutes=1)
    there = file(category="asphalt", district_id=other)
    file(category="garbage", district_id=one)

    assert near() == near(address="خیابان") == [(there.id, None), (here.id, None)]
    assert near(district_id=one) == [(here.id, None)]
    assert near(category=None, district_id=one) == []


def test_no_duplicates_are_denied_without_a_search(sign_in, file, about):
    operator = sign_in("operator")
    category = str(about().category_by_code["asphalt"].id)
    file(category="asphalt", address="خیابان بهار")

    def told(**typed: str) -> str:
        return operator.post("/intake/near?lang=en", data=typed).text

    assert "Nothing" not in told(address="خیابان")
    assert "Nothing" not in told(district=str(next(iter(about().districts))))
    assert "Nothing" not in told(category=category)
    assert "The latest messages on this subject" in told(category=category)
    nearby = told(category=category, address="خیابان بهار")
    assert "near-list" in nearby
    assert "The latest messages on this subject" not in nearby
    assert "Nothing on this subject" in told(category=str(about().category_by_code["noise"].id))
    assert "Nothing similar" in told(address="طالقانی")


def test_messages_older_than_the_search_period_are_not_shown(file, near, later):
    made = file(category="asphalt", lat=LAT, lon=LON, address="خیابان بهار")
    later(days=29, hours=23)
    assert near(lat=LAT, lon=LON) == [(made.id, 0)]
    later(days=1, hours=1)

    assert near(lat=LAT, lon=LON) == near(address="خیابان بهار") == near() == []


def test_reports_withdrawn_messages_and_duplicates_are_not_suggested(office, file, near, action):
    place = {"lat": LAT, "lon": LON, "address": "خیابان بهار"}
    first = file(category="asphalt", **place)
    file("report", category="asphalt", body="گزارش", **place)
    gone = file(category="asphalt", **place)
    again = file(category="asphalt", **place)
    service.withdraw(office, gone.id)
    answer.link(action("operator", again), first.code)

    assert [found for found, _ in near(lat=LAT, lon=LON)] == [first.id]
    assert [found for found, _ in near(address="بهار")] == [first.id]
    assert [found for found, _ in near(address="بهار", category=None)] == [first.id]
    assert [found for found, _ in near()] == [first.id]


def test_open_messages_come_before_answered_ones(file, near, action, units):
    answered = file(category="planning", lat=LAT, lon=LON, permit="1")
    live = file(category="planning", lat=LAT + HUNDRED, lon=LON, permit="1")
    answer.answer(action("operator", answered), Answer("explained", "گفته شد."))

    assert [found for found, _ in near(lat=LAT, lon=LON, category="planning")] == [live.id, answered.id]


def test_at_most_five_messages_are_suggested(file, near):
    for _ in range(7):
        file(category="asphalt", lat=LAT, lon=LON)

    assert len(near(lat=LAT, lon=LON)) == 5


def test_suggestions_show_age_place_state_and_unit_without_the_sender(sign_in, file, later, about):
    file(category="asphalt", lat=LAT, lon=LON, name="سارا احمدی", phone="09121234567", body="حرف محرمانه")
    later(minutes=125)
    category = str(about().category_by_code["asphalt"].id)

    page = sign_in("operator").post(
        "/intake/near?lang=en", data={"category": category, "lat": str(LAT + HUNDRED), "lon": str(LON)}
    )

    assert page.status_code == 200
    for words in ("100 m away", "2 hours ago", "Registered", "Public relations", 'aria-keyshortcuts="Control+1"'):
        assert words in page.text
    assert not any(words in page.text for words in ("سارا", "0912123", "0912 123", "محرمانه"))


def test_each_query_uses_an_index(office, about, near):
    with statements() as sent:
        near(lat=LAT, lon=LON, address="خیابان بهار")
        near(address="خیابان بهار", category=None)
        near()
        near(district_id=1)

    asked = [(text, values) for text, values in sent if "FROM message " in text.replace("\n", " ")]
    plans = [
        " ".join(row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values))
        for text, values in asked
    ]

    indexes = ("ix_message_near", "ix_message_category", "ix_message_day", *["ix_message_category"] * 2)
    for plan, index in zip(plans, indexes, strict=True):
        assert index in plan, plan
        assert "SCAN message" not in plan, plan


def test_addresses_are_compared_by_their_significant_words():
    words = address_match.words

    assert words("خیابان ۱۲، پلاک ۳") == frozenset()
    assert address_match.same(words("خ طالقانی پ ۱۲"), words("طالقاني، پلاك ۱۲")) == 1.0
    assert address_match.same(words("طالقانی ۱۲"), words("طالقانی ۱۴")) < 1.0
    assert address_match.same(words("امام خمینی"), words("امام حسین")) < address_match.ENOUGH
