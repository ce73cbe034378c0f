"""The token bucket."""

from deskq.core import token_bucket
from deskq.core.token_bucket import Bucket


def test_a_handful_at_once_and_then_one_a_second(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(token_bucket, "monotonic", lambda: now[0])
    bucket = Bucket(3, 1.0)

    assert [bucket.take() for _ in range(5)] == [True, True, True, False, False]
    now[0] += 1.0
    assert [bucket.take() for _ in range(2)] == [True, False]
    now[0] += 60.0
    assert [bucket.take() for _ in range(5)] == [True, True, True, False, False]
