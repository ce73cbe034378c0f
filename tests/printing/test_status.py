"""Status answers of a printer, and the condition they mean."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.printing import escpos, queries
from deskq.printing.connections import Doubtful, NotSent
from deskq.printing.escpos import condition
from deskq.printing.worker import LOOK

FINE = bytes([0x12] * 4)
PICTURE_OF_NOTHING = escpos.RESET + escpos.CUT


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (FINE, "ready"),
        (bytes([0x12, 0x12, 0x12, 0x1E]), "paper_low"),
        (bytes([0x1A, 0x32, 0x12, 0x7E]), "paper_out"),
        (bytes([0x1A, 0x16, 0x12, 0x12]), "cover_open"),
        (bytes([0x1A, 0x52, 0x1A, 0x12]), "error"),
        (bytes([0x1A, 0x12, 0x12, 0x12]), "offline"),
        (bytes([0x1A, 0x16, 0x12, 0x7E]), "cover_open"),
        (b"", "offline"),
        (FINE[:3], "offline"),
        (b"HTTP", "offline"),
    ],
)
def test_four_answers_are_one_condition(answers, expected):
    assert condition(answers) == expected


def test_a_printer_is_asked_how_it_is_and_offline_with_nobody_at_its_address(worker, printer):
    for mood in ("paper_low", "paper_out", "cover_open", "offline", "error"):
        printer.mood = mood
        assert worker.port.look() == mood
    printer.mood = ""
    printer.end()

    assert worker.port.look() == "offline"


@pytest.mark.parametrize("mood", ["off", "hangs"])
def test_a_printer_that_is_off_or_hangs_is_offline_in_a_short_time(worker, printer, mood):
    printer.mood = mood

    assert worker.port.look() == "offline"
    with pytest.raises(NotSent) as stopped:
        worker.port.print(PICTURE_OF_NOTHING)
    printer.mood = ""
    assert not isinstance(stopped.value, Doubtful)


def test_that_paper_is_low_is_told_to_colleagues_and_that_it_is_out_to_a_visitor_before_they_choose(
    app, worker, printer, kiosk_page, staff_page
):
    printer.mood = "paper_low"
    worker.step()
    assert "The printer is low on paper." in staff_page("supervisor", "/manage")
    assert "no-paper" not in kiosk_page("/kiosk")

    printer.mood = "paper_out"
    worker._looked_at = -LOOK
    worker.step()

    assert "The printer is out of paper. You can still take a number" in kiosk_page("/kiosk")
    assert "The printer is out of paper. You can still take a number" in kiosk_page("/kiosk/services/info_desk")
    assert "The printer is out of paper." in staff_page("supervisor", "/manage")
    assert "The printer is out of paper." in staff_page("moradi", "/counters/1")


def test_a_change_is_journalled_once_so_that_every_screen_hears_of_it(app, office, worker, printer):
    printer.mood = "cover_open"
    for _ in range(3):
        worker._looked_at = -LOOK
        worker.step()

    told = [entry.facts for entry in journal.walk(db.session(), office) if entry.kind == "printer.changed"]
    assert told == [{"printer": "main", "before": "ready", "after": "cover_open"}]


def test_a_printer_that_answered_is_away_only_at_the_second_look(worker, printer):
    worker.step()
    printer.mood = "off"

    worker._looked_at = -LOOK
    worker.step()
    assert queries.conditions(db.session()) == {"main": "ready"}

    worker._looked_at = -LOOK
    worker.step()
    assert queries.conditions(db.session()) == {"main": "offline"}
