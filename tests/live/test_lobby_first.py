"""A screen has what a press changed before the press is answered."""

import pytest

from deskq.core import transactions
from deskq.live import follower as follower_module
from deskq.queue.service import counters


@pytest.fixture
def let_go(app, monkeypatch) -> list[bool]:
    """Each time a commit let others go first: whether the follower had been woken before."""
    found: list[bool] = []
    follower = app.extensions["deskq_follower"]
    news = follower.bus.news
    news.clear()
    monkeypatch.setattr(transactions, "_wakers", [follower._committed])
    monkeypatch.setattr(follower_module.socketio, "sleep", lambda seconds: found.append(news.is_set()))
    return found


def test_after_a_commit_the_follower_goes_first(lobby, at, let_go):
    counters.open_counter(at(2))

    assert let_go == [True]


def test_where_nobody_watches_nobody_waits(follow, at, let_go):
    counters.open_counter(at(2))

    assert let_go == []
