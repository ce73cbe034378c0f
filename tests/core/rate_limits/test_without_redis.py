"""Without Redis kiosk and phones keep working, and rate limits still apply."""

import pytest

pytestmark = pytest.mark.redis
ONE_WAIT = 1.5  # seconds: half a second for Redis, and a busy machine


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_visitor_gets_a_token_and_follows_it_whatever_becomes_of_redis(street, shared, end):
    before = street.token()
    getattr(shared, end)()

    after = street.token()

    assert (street.look(before), street.look(after)) == (200, 200)
    assert street.longest < ONE_WAIT


def test_a_hanging_redis_is_waited_for_once(street, shared):
    token = street.token()
    shared.stop()
    street.look(token)
    street.longest = 0.0

    assert {street.look(token) for _ in range(20)} == {200}
    assert street.longest < 0.4


def test_a_door_that_is_hammered_at_shuts_without_redis(street, shared):
    shared.kill()

    assert [street.look("unknown") for _ in range(120)] == [404] * 120
    assert street.look("unknown") == 429


def test_sign_ins_are_limited_without_redis_too(street, shared):
    street.guess("first")
    shared.kill()

    assert [street.guess(f"name{n}") for n in range(60)] == [401] * 60
    assert street.guess("one-more") == 429
