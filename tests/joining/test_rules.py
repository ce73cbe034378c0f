"""Rules of joining from outside."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.joining import rules
from deskq.joining.rules import Point

KEY, OFFICE = b"a key of the test", 1
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
HALL = Point(36.0711, 49.6959)


def shown(moment: datetime, office: int = OFFICE) -> str:
    return rules.door_code(KEY, office, rules.slot_of(moment))


def test_the_code_at_the_door_is_accepted_while_it_is_shown_and_just_after():
    code = shown(NOW)

    rules.check_door_code(code, KEY, OFFICE, NOW)
    rules.check_door_code(code, KEY, OFFICE, NOW + timedelta(seconds=rules.CODE_SECONDS))


@pytest.mark.parametrize("later", [timedelta(seconds=2 * rules.CODE_SECONDS), timedelta(hours=1), timedelta(days=1)])
def test_an_old_code_is_refused(later):
    code = shown(NOW)

    with pytest.raises(rules.WrongDoorCode):
        rules.check_door_code(code, KEY, OFFICE, NOW + later)


def test_the_code_of_another_office_is_refused():
    with pytest.raises(rules.WrongDoorCode):
        rules.check_door_code(shown(NOW, office=2), KEY, OFFICE, NOW)


@pytest.mark.parametrize(
    ("here", "accuracy"), [(HALL, 5.0), (Point(36.0720, 49.6959), 10.0), (Point(36.0735, 49.6959), 90.0)]
)
def test_a_phone_near_the_office_is_here(here, accuracy):
    rules.check_distance(here, accuracy, HALL, 200)


@pytest.mark.parametrize(
    ("here", "accuracy", "km"),
    [(Point(36.2797, 50.0049), 10.0, 36), (Point(36.2797, 50.0049), 900_000.0, 36), (Point(36.0760, 49.6959), 10.0, 1)],
)
def test_who_says_it_from_the_next_town_is_told_how_far_away_they_are(here, accuracy, km):
    with pytest.raises(rules.TooFar) as refused:
        rules.check_distance(here, accuracy, HALL, 200)

    assert refused.value.values == {"km": km}


def test_without_a_place_of_the_office_no_distance_is_accepted():
    with pytest.raises(rules.NoPlace):
        rules.check_distance(HALL, 5.0, None, 200)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("36.0711, 49.6959", HALL), ("36.0711,49.6959", HALL), ("", None), ("95, 20", None), ("here", None),
        ("90, 180", Point(90, 180)), ("-90, -180", Point(-90, -180)), ("90.0, 0", Point(90, 0)),
        ("0, 180.0", Point(0, 180)), ("90.0001, 0", None), ("-90.0001, 0", None), ("0, 180.0001", None),
        ("0, -180.0001", None),
    ],
)  # fmt: skip
def test_a_place_is_read_as_maps_write_it_up_to_the_poles_and_the_date_line(text, found):
    assert rules.point(text) == found


@pytest.mark.parametrize(("remote", "everyone"), [(0, 0), (4, 4), (5, 20), (10, 21)])
def test_within_the_share_one_more_may_join(remote, everyone):
    rules.check_share(remote, everyone, 50)


@pytest.mark.parametrize(("remote", "everyone"), [(5, 5), (10, 20)])
def test_beyond_the_share_the_rest_of_the_queue_is_for_those_present(remote, everyone):
    with pytest.raises(rules.ShareFull):
        rules.check_share(remote, everyone, 50)


def test_a_share_of_nothing_is_off():
    with pytest.raises(rules.JoiningOff):
        rules.check_share(0, 10, 0)


def test_one_leaves_so_as_to_be_there_when_the_turn_is_first_likely():
    earliest = NOW + timedelta(minutes=45)

    assert rules.leave_at(earliest, timedelta(minutes=30), NOW) == NOW + timedelta(minutes=15)
    assert rules.leave_at(earliest, timedelta(minutes=60), NOW) == NOW
