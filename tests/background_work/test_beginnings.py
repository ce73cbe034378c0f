"""Work that ends the process each time is begun a few times, and then given up with a reason."""

import pytest

from deskq.application_exchange import export
from deskq.background_work import queries, rules
from deskq.background_work.models import WorkItem


class OutOfMemory(BaseException):
    """Ends the process in the middle of the work, so that nothing of it is stored."""


@pytest.fixture
def stops(long_export, work, monkeypatch) -> list[int]:
    """The work was begun as often as it may be; each time the server stopped. Grows with every further beginning."""
    begun: list[int] = []

    def stop(*_args, **_kwargs):
        begun.append(len(begun))
        raise OutOfMemory

    monkeypatch.setattr(export, "piece", stop)
    for _ in range(rules.MOST_BEGINNINGS):
        with pytest.raises(OutOfMemory):
            work()
    return begun


def test_work_that_stops_the_server_is_begun_three_times_and_its_page_says_why_it_was_given_up(
    long_export, stops, work, look, monkeypatch
):
    admin, address = long_export
    assert look().query(WorkItem).one().state == "running"

    work()

    item = look().query(WorkItem).one()
    assert (len(stops), item.state, item.ended_at is not None) == (3, "failed", True)
    assert not queries.file_of(item.token).exists()
    assert "The server stopped 3 times while it made this file" in admin.get(f"{address}?lang=en").text
    assert admin.get(f"{address}/progress").json["state"] == "failed"

    monkeypatch.undo()  # other work has its turn, and the same can be begun anew
    again = admin.get("/manage/exports/files.csv").location.partition("?")[0]
    work()

    assert again != address
    assert admin.get(f"{again}/progress").json["state"] == "done"


def test_work_that_is_stopped_by_its_owner_is_not_begun_again(long_export, stops, work, look):
    admin, address = long_export
    assert admin.post(f"{address}/cancel").status_code == 303

    work()

    assert (len(stops), look().query(WorkItem).one().state) == (3, "cancelled")
