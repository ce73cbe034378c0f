"""The number is stored in one place, and erased at the end of the day."""

import json

from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.ops.office_commands import close_day
from deskq.queue.service import serve
from deskq.queue.service.cancel import cancel
from deskq.sms import service as sms_service
from tests.sms.conftest import NUMBER
from tests.tools.disk_files import bytes_of


def test_the_outbox_erases_the_numbers_of_past_days(office, arrive, work, later, numbers_kept):
    ticket = arrive()
    cancel(office, ticket.id)
    work()
    assert numbers_kept() == [NUMBER]
    later(hours=17, minutes=59)  # 03:59: the business day is not over
    work()
    assert numbers_kept() == [NUMBER]
    later(minutes=2)

    work()

    assert numbers_kept() == []


def test_numbers_are_erased_even_after_sms_was_switched_off(arrive, work, later, numbers_kept, app):
    arrive()
    app.extensions["deskq_outbox"].gateway = None
    later(days=1)

    work()

    assert numbers_kept() == []


def test_closing_the_day_by_command_erases_its_numbers(arrive, app, numbers_kept):
    arrive()

    answer = app.test_cli_runner().invoke(close_day, ["--today"])

    assert answer.exit_code == 0, answer.output
    assert numbers_kept() == []


def test_an_sms_whose_number_was_erased_is_dropped(called, sent, outbox, office):
    sms_service.create_due(office)
    sms_service.erase_numbers(office, 15000101)

    assert sent() == []
    assert [row.state for row in outbox()] == ["dropped"]


def test_the_number_is_in_no_other_table(called, work):
    work()
    serve.mark_absent(called)
    work()

    session = db.session()
    for table in db.metadata.sorted_tables:
        if table.name != "visitor_phone":
            rows = [tuple(row) for row in session.execute(table.select())]
            assert NUMBER[-7:] not in json.dumps(rows, default=str), table.name
    assert session.query(Entry).count() > 0


def test_no_number_remains_in_the_database_file(arrive, work, later, database_url):
    arrive()
    work()
    later(days=2)
    work()

    assert NUMBER.encode() not in bytes_of(database_url)
