"""A service closed for today with a reason, and a clerk lent to one."""

from datetime import timedelta

import pytest

from deskq.api.journal_redaction import public_facts
from deskq.core import clock
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.today import rules, service
from deskq.office.today.models import ClerkLoan, ServiceClosure
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.screens.kiosk.queries import service_cards
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.service import calls
from deskq.queue.service.issue import ServiceClosedBecause

REASON = Name("سامانه قطع است.", "The system is down.")


@pytest.fixture
def close(office, supervisor, service_id):
    return lambda code: service.close_service(office, supervisor, service_id(code), REASON)


def test_no_ticket_is_given_until_the_next_day_and_kiosk_lobby_and_refusal_have_the_reason(
    close, issue, office, service_id, later, unchanged
):
    close("renewal_levy")

    with unchanged(), pytest.raises(ServiceClosedBecause) as refused:
        issue("renewal_levy")
    assert refused.value.values["reason"] == REASON
    assert issue("building_permit").state == "waiting"
    config = config_cache.of(db.session(), office)
    group = config.services[service_id("renewal_levy")].group_id
    card = next(card for card in service_cards(db.session(), office, group) if card.code == "renewal_levy")
    assert (card.hours.open, card.hours.reason) == (False, REASON)
    (told,) = lobby_board(db.session(), office).announcements
    assert REASON.fa in told.text.fa
    assert REASON.en in told.text.en
    opens_at = config.hours(clock.now(), service_id("renewal_levy")).opens_at
    later(days=1)
    assert opens_at.date() == clock.now().date()
    assert issue("renewal_levy").state == "waiting"
    assert lobby_board(db.session(), office).announcements == ()


def test_who_has_a_ticket_is_told_and_still_called(close, issue, desk):
    ticket = issue("renewal_levy")

    close("renewal_levy")

    shown = ticket_view(db.session(), ticket)
    assert (shown.closed, shown.closed_before) == (REASON, None)  # the office itself is open
    assert calls.call_next(desk(2)).id == ticket.id


def test_it_can_be_opened_again_and_closed_once(close, issue, office, supervisor, service_id):
    close("renewal_levy")
    with pytest.raises(service.ClosedAlready):
        close("renewal_levy")

    opened, reason = service.reopen_service(office, supervisor, service_id("renewal_levy"))

    assert (opened.code, reason) == ("renewal_levy", REASON)
    assert issue("renewal_levy").state == "waiting"
    with pytest.raises(service.OpenAlready):
        service.reopen_service(office, supervisor, service_id("renewal_levy"))


def test_reasons_are_chosen_or_written_and_have_no_phone_number(office, supervisor, service_id, unchanged):
    own = Name("برق نیست", "")

    assert rules.reason("full", Name("", "")) == rules.READY_REASONS["full"]
    assert rules.reason("other", own) == own
    for choice in ("other", "unknown"):
        with pytest.raises(InvalidInput):
            rules.reason(choice, Name("", ""))
    with unchanged(), pytest.raises(InvalidInput):
        service.close_service(office, supervisor, service_id("renewal_levy"), Name("با 09121234567 تماس بگیرید", ""))


def test_a_lent_clerk_calls_visitors_of_that_service_until_the_day_ends(
    office, supervisor, issue, desk, at, service_id, later
):
    ticket = issue("renewal_levy")
    desk(3)
    with pytest.raises(NobodyWaiting):
        calls.call_next(at(3))

    service.lend(office, supervisor, at(3).clerk_id, service_id("renewal_levy"))

    assert calls.call_next(at(3)).id == ticket.id
    config = config_cache.of(db.session(), office)
    assert service_id("renewal_levy") in config.served(at(3).counter_id, at(3).clerk_id)
    later(days=1)
    assert service_id("renewal_levy") not in config.served(at(3).counter_id, at(3).clerk_id)


def test_a_loan_goes_with_the_clerk_can_be_ended_and_the_journal_for_machines_does_not_say_who_is_lent(
    office, supervisor, at, service_id, told, version
):
    clerk, levy, before = at(3).clerk_id, service_id("renewal_levy"), version()
    service.lend(office, supervisor, clerk, levy)
    with pytest.raises(service.LentAlready):
        service.lend(office, supervisor, clerk, levy)
    assert levy in config_cache.of(db.session(), office).served(at(1).counter_id, clerk)
    (entry,) = told(before)
    assert "clerk_id" in entry.facts["changes"]
    assert "clerk_id" not in public_facts(entry)["changes"]

    service.end_loan(office, supervisor, clerk, levy)

    assert levy not in config_cache.of(db.session(), office).served(at(1).counter_id, clerk)
    with pytest.raises(NotFound):
        service.end_loan(office, supervisor, clerk, levy)


def test_a_closure_ends_at_the_end_of_the_business_day(close, office, supervisor, service_id):
    closed = close("renewal_levy").id
    until = db.session().get_one(ServiceClosure, closed).until

    clock.fix(until - timedelta(microseconds=1))
    with pytest.raises(service.ClosedAlready):
        close("renewal_levy")
    clock.fix(until)
    with pytest.raises(service.OpenAlready):
        service.reopen_service(office, supervisor, closed)
    close("renewal_levy")

    db.session.remove()
    assert db.session().get_one(ServiceClosure, closed).until > until


def test_a_loan_ends_at_the_end_of_the_business_day(office, supervisor, at, service_id):
    clerk, levy = at(3).clerk_id, service_id("renewal_levy")
    service.lend(office, supervisor, clerk, levy)
    until = db.session().query(ClerkLoan).one().until

    clock.fix(until - timedelta(microseconds=1))
    with pytest.raises(service.LentAlready):
        service.lend(office, supervisor, clerk, levy)
    clock.fix(until)
    with pytest.raises(NotFound):
        service.end_loan(office, supervisor, clerk, levy)
    service.lend(office, supervisor, clerk, levy)

    db.session.remove()
    assert db.session().query(ClerkLoan).one().until > until
