"""A paper is ordered with its ticket, comes out once, and is retried or given up when it cannot be printed."""

import pytest

from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.printing import printers, service, ticket_image
from deskq.printing.models import Printer, PrintJob
from deskq.printing.worker import Worker
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue


def test_one_paper_is_promised_in_the_commit_of_the_ticket_unless_a_machine_took_it(office, kiosk, take, job):
    ticket = take()

    assert (job(ticket).state, job(ticket).kind, job(ticket).printer) == ("waiting", "token", "main")
    for _ in range(2):
        issue(office, kiosk, NewTicket("info_desk", "a secret of the visitor", "", "fa", "the same request"))
    assert job(take(by="token:1")) is None  # it prints by itself
    assert db.session().query(PrintJob).count() == 2


def test_a_ticket_that_is_not_stored_promises_no_paper(office, kiosk, take):
    def fails() -> None:
        with transaction(office, kiosk):
            take()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()

    assert db.session().query(PrintJob).count() == 0


def test_where_the_browser_prints_nothing_is_promised(make_app, office, kiosk):
    app = make_app(PRINTER="browser")
    with app.app_context():
        issue(office, kiosk, NewTicket("info_desk", "a secret", "", "fa", "a request"))

        assert db.session().query(PrintJob).count() == 0


def test_papers_come_out_in_order_and_each_once(worker, printer, take, job):
    tickets = [take() for _ in range(3)]

    for _ in range(3):
        worker.step()

    assert printer.printed == 3
    assert [job(ticket).state for ticket in tickets] == ["printed"] * 3


def test_a_crash_before_sending_loses_nothing(app, printer, take, job):
    ticket = take()

    Worker(app, printers.current().real[0]).step()

    assert (job(ticket).state, printer.printed) == ("printed", 1)


@pytest.mark.parametrize("mood", ["paper_out", "cover_open", "offline", "error", "off", "hangs"])
def test_trouble_before_a_paper_keeps_it_for_when_the_printer_is_well_again(worker, printer, take, job, later, mood):
    printer.mood = mood
    ticket = take()

    worker.step()
    stopped = job(ticket)
    assert (stopped.state, stopped.attempts) == ("waiting", 1)

    printer.mood = ""
    worker.step()
    assert printer.printed == 0  # not before its pause is over

    later(seconds=3)
    worker.step()
    assert (job(ticket).state, printer.printed) == ("printed", 1)


def test_paper_that_runs_out_in_the_middle_of_a_ticket_is_reported_and_not_printed_twice(
    worker, printer, take, job, later, staff_page
):
    printer.mood = "tears"
    ticket = take()

    worker.step()
    printer.mood = ""
    for _ in range(3):
        later(seconds=30)
        worker.step()

    assert (job(ticket).state, job(ticket).problem) == ("doubtful", "paper_out")
    assert [paper.torn for paper in printer.papers] == [True]
    hall = staff_page("supervisor", "/manage")
    assert "These tickets may not have been printed" in hall
    assert "possibly printed" in hall


def test_an_old_ticket_is_not_printed_when_paper_is_back(worker, printer, take, job, later):
    printer.mood = "paper_out"
    ticket = take()
    worker.step()

    printer.mood = ""
    later(minutes=6)
    worker.step()

    assert (job(ticket).state, job(ticket).problem) == ("given_up", "paper_out")
    assert printer.printed == 0


def test_who_was_called_or_has_left_meanwhile_needs_no_paper(office, worker, printer, take, job):
    ticket = take()
    cancel(office, ticket.id)

    worker.step()

    assert (job(ticket).state, printer.printed) == ("given_up", 0)


def test_a_job_is_begun_once_and_after_a_crash_while_sending_it_is_told_and_not_sent_again(app, printer, take, job):
    ticket = take()
    mine, theirs = job(ticket), job(ticket)
    assert [service.begin(mine), service.begin(theirs)] == [True, False]

    Worker(app, printers.current().real[0]).step()

    assert (job(ticket).state, printer.printed) == ("doubtful", 0)


def test_of_two_processes_one_prints_and_lets_go_of_its_printer_when_it_ends(worker, printer, take, monkeypatch):
    monkeypatch.setattr("deskq.printing.worker.gone", lambda holder: False)
    other = Worker(worker.app, worker.address)
    other.holder = "another machine/1/abc"
    worker.step()

    take()
    other.step()
    assert printer.printed == 0
    worker.step()
    assert printer.printed == 1

    worker.leave()
    db.session().expire_all()
    assert db.session().get(Printer, "main").holder == ""


def test_another_process_takes_over_when_the_first_is_silent_for_long(worker, printer, take, later):
    first = Worker(worker.app, worker.address)
    first.holder = "another machine/1/abc"
    first.step()
    take()
    worker.step()
    assert printer.printed == 0

    later(seconds=61)
    worker.step()
    assert printer.printed == 1


def test_after_a_restart_on_the_same_machine_nobody_waits_for_the_dead(worker, printer, take):
    db.session().add(Printer(name="main", holder=dead(worker), condition="ready", since=take().arrived_at))
    db.session().commit()

    worker.step()

    assert printer.printed == 1


def dead(worker: Worker) -> str:
    """A holder that was a process of this machine and has ended."""
    machine, pid, _ = worker.holder.split("/")
    return f"{machine}/{pid}/anotherrun"


def test_one_ticket_that_cannot_be_rendered_is_given_up_and_the_next_prints(
    worker, printer, take, job, monkeypatch, staff_page
):
    bad, good = take(), take()
    draw = ticket_image.draw

    def stumbles(ticket, width):
        if ticket.code == persian.persian_digits(bad.code):
            raise ValueError("no such glyph")
        return draw(ticket, width)

    monkeypatch.setattr("deskq.printing.ticket_image.draw", stumbles)

    worker.step()

    assert (job(bad).state, job(bad).problem) == ("given_up", "undrawn")
    assert (job(good).state, printer.printed) == ("printed", 1)
    hall = staff_page("supervisor", "/manage")
    assert "could not be drawn" in hall
    assert "The printer reports a fault" not in hall


def test_a_fault_while_sending_is_told_and_not_sent_again(worker, printer, take, job, later, monkeypatch):
    def breaks(page):
        raise RuntimeError("a fault of the driver")

    ticket = take()
    monkeypatch.setattr(worker.port, "print", breaks)
    worker.step()
    monkeypatch.undo()
    later(seconds=30)
    worker.step()

    assert (job(ticket).state, printer.printed) == ("doubtful", 0)


def test_fonts_that_vanish_stop_no_visitor_and_are_told(app, worker, printer, take, job, monkeypatch, staff_page):
    def no_fonts(*given):
        raise OSError("cannot open resource")

    assert printers.current().lacks is None
    monkeypatch.setattr("deskq.printing.ticket_image.draw", no_fonts)
    monkeypatch.setattr("deskq.printing.canvas.missing", lambda: "fonts")
    ticket = take()

    worker.step()

    assert job(ticket).state == "given_up"
    assert "The ticket fonts are missing" in staff_page("supervisor", "/manage")
