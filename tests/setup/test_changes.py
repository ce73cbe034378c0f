"""Every change of the set-up is listed with before and after, and undone where that is safe."""

import re

import pytest

from deskq.core import secrets
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.models import Service
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue
from deskq.setup import change_rules
from tests.tools.forms import form_of


def newest(admin) -> int:
    """The sequence of the newest change that can be undone."""
    return int(re.search(r"/manage/setup/changes/(\d+)/undo", admin.get("/manage/setup/changes").text)[1])


def undo(admin, sequence: int):
    return admin.post(f"/manage/setup/changes/{sequence}/undo?lang=en")


def edit(admin, page: str, **fields: str) -> None:
    form = form_of(admin.get(page).text, page)
    assert admin.post(page, data=form.changed(**fields)).status_code == 303


def about(office):
    db.session.remove()
    return config_cache.of(db.session(), office)


def test_a_change_is_listed_with_before_and_after_and_undone_and_so_is_the_undoing(admin, office):
    edit(admin, "/manage/settings", bound_minutes="41")
    page = re.sub(r"<[^>]+>|\s+", " ", admin.get("/manage/setup/changes?lang=en").text)
    first = newest(admin)

    assert re.search(r"Maximum wait \(minutes\): +30 +41", page)
    assert undo(admin, first).status_code == 303
    assert about(office).office.bound_minutes == 30
    assert journal_check.first_broken(db.session(), office) is None

    again = undo(admin, newest(admin))
    twice = undo(admin, first)
    assert again.status_code == 303
    assert about(office).office.bound_minutes == 41
    assert (twice.status_code, "was undone already" in twice.text) == (409, True)


def test_what_was_changed_again_since_is_refused_with_words(admin, office):
    edit(admin, "/manage/settings", bound_minutes="41")
    first = newest(admin)
    edit(admin, "/manage/settings", bound_minutes="42")

    answer = undo(admin, first)

    assert answer.status_code == 409
    assert "It was changed again since." in answer.text
    assert about(office).office.bound_minutes == 42


def test_other_fields_of_the_row_stay_as_they_are(admin, office):
    edit(admin, "/manage/counters/2", room_fa="اتاق ۷")
    first = newest(admin)
    edit(admin, "/manage/counters/2", floor_fa="طبقهٔ ۳")

    answer = undo(admin, first)

    counter = about(office).counters[2]
    assert answer.status_code == 303
    assert (counter.room_fa, counter.floor_fa) == ("سالن میز خدمت", "طبقهٔ ۳")


def test_what_was_added_is_deleted_and_hours_that_were_deleted_come_back(admin, office):
    hours = sorted((row.weekday, row.opens, row.closes) for row in about(office).weekly)
    admin.post("/manage/counters", data={"number": "9", "arrow": "here", "room_fa": "اتاق"})
    added = newest(admin)
    assert "<bdi>۹</bdi>" in admin.get("/manage/setup/changes").text
    row = about(office).weekly[0].id
    admin.post("/manage/calendar/openings/removal", data={"rows": str(row)})

    assert undo(admin, newest(admin)).status_code == 303
    assert undo(admin, added).status_code == 303

    assert sorted((row.weekday, row.opens, row.closes) for row in about(office).weekly) == hours
    assert 9 not in about(office).counter_ids


def test_what_is_used_by_now_is_not_deleted(admin, office):
    form = {"name_fa": "استخر", "name_en": "Pool", "code": "pool", "group_id": "1", "position": "1", "offered": "1"}
    assert admin.post("/manage/services", data={**form, "counters": "1"}).status_code == 303
    db.session.remove()
    issue.issue(office, "device:1", NewTicket("pool", secrets.new(), ""))
    added = next(
        int(entry.sequence) for entry in db.session.query(journal.Entry).filter_by(kind="office.changed")
        if entry.facts["what"] == "service" and entry.facts["changes"].get("code", [0, 0])[1] == "pool"
    )  # fmt: skip

    answer = undo(admin, added)

    assert answer.status_code == 409
    assert "used by tickets" in answer.text
    assert db.session.query(Service).filter_by(code="pool").count() == 1


@pytest.mark.parametrize(
    ("what", "changes", "now", "undone", "reason"),
    [
        ("office", {"recall_max": [3, 4]}, {"recall_max": 4}, False, None),
        ("office", {"recall_max": [3, 4]}, {"recall_max": 5}, False, change_rules.CHANGED_SINCE),
        ("office", {"recall_max": [3, 4]}, {"recall_max": 4}, True, change_rules.UNDONE),
        ("unit", {"code": ["a", "b"]}, None, False, change_rules.ELSEWHERE),
        ("service", {"code": ["a", None]}, None, False, change_rules.ELSEWHERE),
        ("opening", {"code": [None, "x"]}, None, False, change_rules.CHANGED_SINCE),
        ("opening", {"code": ["x", None]}, None, False, None),
    ],
)
def test_why_a_change_cannot_be_undone(what, changes, now, undone, reason):
    assert change_rules.refusal(what, changes, "code", now, undone) == reason
