"""Reprints: a few by the visitor, any number by clerks, never two for one request."""

import pytest
import zxingcpp

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office.models import Counter
from deskq.printing import service
from deskq.printing.service import NotPrintable, PrintedOften
from deskq.queue.service import calls, counters
from deskq.queue.service.cancel import cancel
from deskq.staff.models import Person


@pytest.fixture
def printed(worker, take):
    """A ticket already printed; ``take.secret`` is its secret."""
    ticket = take()
    worker.step()
    return ticket


def test_the_second_paper_carries_the_same_code_and_the_journal_says_who_had_it_printed(
    office, worker, printer, printed, take, later, staff_page
):
    later(minutes=1)
    assert service.reprint(office, "person:1", printed.id, "main")

    worker.step()

    first, second = (paper.picture for paper in printer.papers)
    assert second.height > first.height
    assert zxingcpp.read_barcodes(second.convert("L"))[0].text.endswith(f"/t/{take.secret}")
    (entry,) = [entry for entry in journal.of_ticket(db.session(), printed.id) if entry.kind == "paper.reprinted"]
    assert entry.by == "person:1"
    assert "reprinted the ticket" in staff_page("supervisor", f"/manage/tickets/{printed.id}")


def test_two_requests_are_one_paper(office, worker, printer, printed, later):
    later(minutes=1)

    pressed = [service.reprint(office, "device:1", printed.id, "main") for _ in range(2)]
    worker.step()
    again = service.reprint(office, "device:1", printed.id, "main")

    assert (pressed, again) == ([True, False], False)
    worker.step()
    assert printer.printed == 2


def test_a_visitor_may_print_again_three_times_and_not_after_leaving_the_queue(office, worker, printer, printed, later):
    for _ in range(3):
        later(minutes=1)
        service.reprint(office, "device:1", printed.id, "main", most=3)
        worker.step()

    later(minutes=1)
    with pytest.raises(PrintedOften):
        service.reprint(office, "device:1", printed.id, "main", most=3)
    cancel(office, printed.id)
    with pytest.raises(NotPrintable):
        service.reprint(office, "person:1", printed.id, "main")
    assert printer.printed == 4


def test_the_visitor_prints_again_at_the_kiosk(worker, printer, printed, take, kiosk_page, later):
    later(minutes=1)

    page = kiosk_page(f"/kiosk/tickets/{take.secret}/paper", lang="en")
    worker.step()

    assert kiosk_page.status == 200
    assert "Please take your ticket." in page
    assert printer.printed == 2


def test_a_clerk_prints_the_present_ticket_again(worker, printer, printed, at, staff_page, later):
    counters.open_counter(at(2))
    calls.call_next(at(2))
    later(minutes=1)
    assert "Print again" in staff_page(sitting_at_two(), "/counters/2")

    staff_page(sitting_at_two(), "/counters/2/paper", ticket=printed.id)
    worker.step()

    assert printer.printed == 2


def sitting_at_two() -> str:
    """The sign-in name of the clerk for whom ``at(2)`` acts."""
    counter = db.session().query(Counter).filter_by(number=2).one()
    return db.session().get(Person, counter.clerk_id).sign_in_name


def test_a_supervisor_reprints_a_ticket_from_its_history(worker, printer, printed, staff_page, later):
    later(minutes=1)
    assert "Print again" in staff_page("supervisor", f"/manage/tickets/{printed.id}")

    page = staff_page("supervisor", "/manage/paper", ticket=printed.id)
    worker.step()

    assert "The ticket is being reprinted." in page
    assert printer.printed == 2


def test_the_hall_no_longer_lists_what_was_printed_again(office, worker, printer, take, later, staff_page):
    printer.mood = "tears"
    ticket = take()
    worker.step()
    printer.mood = ""
    later(minutes=1)
    assert "These tickets may not have been printed" in staff_page("supervisor", "/manage")

    service.reprint(office, "person:1", ticket.id, "main")
    worker.step()

    assert "These tickets may not have been printed" not in staff_page("supervisor", "/manage")


def test_the_kiosk_tells_the_visitor_of_a_torn_paper_and_the_browser_prints_none(worker, printer, take, kiosk_page):
    printer.mood = "tears"
    take()
    assert "data-prints" not in kiosk_page(f"/kiosk/tickets/{take.secret}")
    worker.step()

    page = kiosk_page(f"/kiosk/tickets/{take.secret}")

    assert "Please write down your number, or scan its code with your phone." in page
    assert "Please take your ticket." not in page
