"""A backup, or the trial of restoring one, that failed or is overdue is told until it works again."""

import pytest

import config
from deskq.alerts.queries import stored
from deskq.core import clock
from deskq.core.extensions import db
from deskq.ops.scheduled_backup import state_file
from deskq.ops.scheduled_backup.state_file import Result, Task
from tests.alerts.conftest import NUMBER, after


@pytest.fixture
def more_settings(tmp_path):
    return {"BACKUP_FOLDER": str(tmp_path)}


@pytest.fixture(autouse=True)
def ended(app, tmp_path, monkeypatch):
    """``ended("backup", fault)``: this attempt ended now, well unless it is said how not."""
    monkeypatch.setattr(config, "INSTANCE", tmp_path)

    def note(task: Task, fault: str | None = None) -> None:
        before, now = state_file.read(tmp_path)[task], clock.now()
        result = state_file.failed(before, now, fault, {}) if fault else Result(now, now, file="one", size=1)
        state_file.note(tmp_path, task, result)

    return note


def names(office: int) -> list[str]:
    db.session.remove()
    return [one.name for one in stored.active(db.session(), office) if one.kind == "backup"]


@pytest.mark.parametrize("task", ["backup", "drill"])
def test_a_failure_is_told_until_it_works_again(round_, office, ended, task):
    ended("backup")
    ended("drill")
    round_()
    assert names(office) == []

    ended(task, "folder-full")
    after(minutes=1)
    round_()
    assert names(office) == [task]

    ended(task)
    after(minutes=1)
    round_()
    assert names(office) == []


def test_one_that_is_not_made_in_time_is_told(round_, office, ended):
    ended("backup")
    ended("drill")

    for time, overdue in (
        ({"hours": 35}, []), ({"hours": 2}, ["backup"]), ({"days": 9}, ["backup", "drill"]),
    ):  # fmt: skip
        after(**time)
        round_()
        assert names(office) == overdue


def test_people_on_duty_get_one_sms_a_day_while_it_lasts(round_, office, told, ended, on_duty, work, gateway):
    told("backup", repeat=24 * 60)
    on_duty()
    on_duty("+989121234568", of_hall=False)
    ended("backup", "folder-missing")
    after(minutes=1)

    for hours in (0, 1, 22, 2):
        after(hours=hours)
        round_()
        work()

    assert [number for number, _ in gateway.taken] == [NUMBER, NUMBER]
    assert "پشتیبان" in gateway.texts[0]


def test_where_no_backups_are_made_nothing_is_told(app, round_, office, ended):
    ended("backup", "folder-missing")
    app.config["BACKUP_FOLDER"] = ""
    after(minutes=1)

    round_()

    assert names(office) == []


def test_its_sentences_send_to_the_page_that_says_why(round_, ended, sentences):
    ended("backup", "folder-missing")
    ended("drill", "no-backup")
    after(minutes=1)
    round_()

    assert sentences() == [
        "The nightly backup failed or is overdue. The hall page says why.",
        "The weekly trial of restoring a backup failed or is overdue. The hall page says why.",
    ]
