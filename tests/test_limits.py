"""Rules at their limits: what they say of the moment, or the number, just before a limit, at it, and just after."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskq.applications.rules import citizen
from deskq.appointments import change_rules as changes
from deskq.appointments import rules as appointments
from deskq.appointments.confirmation import rules as confirming
from deskq.citizen_check import rules as citizen_check
from deskq.core.errors import DomainError
from deskq.core.text import jalali
from deskq.feedback_calls import rules as feedback_calls
from deskq.joining import rules as joining
from deskq.joining.confirmation import rules as join_codes
from deskq.messages.rules import deadlines, history
from deskq.messages.rules import transitions as message_transitions
from deskq.office import rules as office
from deskq.ops.scheduled_backup import rules as backups
from deskq.printing import rules as printing
from deskq.queue.rules import counters, priority, service_level, transitions
from deskq.ratings import rules as ratings
from deskq.ratings.appeals import rules as appeals
from deskq.reports.period import rules as ranges
from deskq.sms import rules as sms
from deskq.sms.one_time_code import rules as codes

BEGAN = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
DAY, HOUR, MINUTE, TICK = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)
TEHRAN = ZoneInfo("Asia/Tehran")


def some(**values: object) -> SimpleNamespace:
    return SimpleNamespace(**values)


RATING = some(source="kiosk", counter_id=None, given_at=BEGAN)
POLICY = some(early_minutes=30, late_minutes=15)
DEADLINES = some(started_at=BEGAN, amber_at=BEGAN + HOUR, red_at=BEGAN + 2 * HOUR, due_at=BEGAN + 3 * HOUR)
ENDED = some(state="done", since=BEGAN, outcome=None, finished_at=BEGAN)
STEP = some(verb=history.UNDOABLE[0], at=BEGAN, person_id=7, due_at=None)
#: (what, limit after BEGAN, check): what still holds at its limit ...
HOLDS_AT_LIMIT = [
    ("an action is undone", MINUTE, lambda now: transitions.check_undo("finish", "done", BEGAN, now, 60)),
    ("a counter is in use", HOUR, lambda now: not counters.is_abandoned(BEGAN, None, now, HOUR)),
    ("a counter is on a break", 2 * HOUR, lambda now: not counters.is_abandoned(BEGAN, BEGAN + HOUR, now, HOUR)),
    ("a ticket is worth its paper", MINUTE, lambda now: not printing.is_too_late(BEGAN, now, MINUTE)),
    ("a visit is rated", 2 * HOUR, lambda now: ratings.check_may_be_rated(ENDED, 2, now)),
    ("a shared screen takes reasons and a comment", ratings.SHARED_SCREEN_WINDOW,
     lambda now: ratings.check_just_rated_here(RATING, ratings.KIOSK, now)),
    ("something is added to a rating", 2 * HOUR, lambda now: ratings.check_may_add(RATING, 2, now)),
    ("the machine's clock is right", ratings.MAX_CLOCK_LAG,
     lambda now: not ratings.is_clock_wrong(now, BEGAN, BEGAN - HOUR)),
    ("an appeal is made", appeals.APPEAL_PERIOD, lambda now: appeals.check_may_appeal(BEGAN, 0, now)),
    ("a step of a message is undone", MINUTE, lambda now: history.undoable_step([STEP], 7, now, MINUTE) is not None),
    ("an answer is objected to", 10 * DAY,
     lambda now: message_transitions.check_in_time(some(answered_at=BEGAN), 10, now)),
    ("a refusal is objected to", 10 * DAY, lambda now: citizen.check_in_time(some(ended_at=BEGAN), 10 * DAY, now)),
    (
        "a call about an answer is taken back",
        MINUTE,
        lambda now: feedback_calls.may_take_back(
            some(done_at=BEGAN, outcome=feedback_calls.QUIET_OUTCOMES[0], person_id=7), 7, now, MINUTE
        ),
    ),
    ("a visitor who joined from outside keeps the place", MINUTE, lambda now: joining.keeps_claim(BEGAN, now, MINUTE)),
    ("an appointment is not late", 15 * MINUTE, lambda now: not appointments.is_late(BEGAN, now, POLICY)),
    ("an appointment checks in", 15 * MINUTE, lambda now: appointments.in_window(BEGAN, now, POLICY)),
    (
        "an appeal is not decided yet",
        HOUR,
        lambda now: (
            not holds(lambda at: appeals.check_may_decide(some(person_id=1, state="open"), 2, BEGAN + HOUR, at), now)
        ),
    ),
]  # fmt: skip
#: ... and what has ended then.
ENDS_AT_LIMIT = [
    ("a message is calm", HOUR, lambda now: deadlines.age(DEADLINES, now) == "calm"),
    ("a message is amber at most", 2 * HOUR, lambda now: deadlines.age(DEADLINES, now) in ("calm", "amber")),
    ("a message is in time", 3 * HOUR, lambda now: deadlines.age(DEADLINES, now) != "late"),
    ("a call about an answer is claimed", MINUTE,
     lambda now: feedback_calls.is_claimed(some(claimed_until=BEGAN + MINUTE), now)),
    ("a visitor on the way whose turn has passed should leave", HOUR,
     lambda now: joining.should_leave(some(turn_at=BEGAN, keeps_until=BEGAN + HOUR), False, now)),
    ("a visitor on the way need not leave yet", HOUR,
     lambda now: not joining.should_leave(some(turn_at=None, leave_at=BEGAN + HOUR), False, now)),
    ("a code to join is open", MINUTE,
     lambda now: join_codes.is_open(some(ticket_id=None, code_until=BEGAN + MINUTE), now)),
    ("an appointment is reserved for its code", MINUTE,
     lambda now: confirming.is_in_time(some(state="pending", code_until=BEGAN + MINUTE), now)),
    ("a code by SMS is open", MINUTE, lambda now: codes.is_open(BEGAN + MINUTE, 0, now)),
    ("no other code is sent", codes.PAUSE, lambda now: not holds(lambda at: codes.check_pause(BEGAN, at), now)),
    ("an appointment is its visitor's", HOUR, lambda now: changes.check_changed("booked", BEGAN + HOUR, now)),
    ("an SMS of a call is worth sending", sms.MAX_DELAY[sms.CALLED],
     lambda now: sms.is_worth_sending("called", BEGAN, now)),
    ("a reply to an SMS is waited for", sms.REPLY_PERIOD,
     lambda now: sms.is_number_needed(some(state="done", since=BEGAN), BEGAN, True, now, TEHRAN)),
    ("a visitor has not waited too long", HOUR, lambda now: not priority.overdue(some(arrived_at=BEGAN), HOUR, now)),
    ("the business day is the one before", timedelta(hours=17, minutes=30),
     lambda now: office.business_date(now, TEHRAN, 4 * 60) == BEGAN.date()),
    ("a failed backup is not repeated", backups.BACKUP_RETRY,
     lambda now: not backups.is_backup_due(now, 2, None, BEGAN)),
    ("a failed drill is not repeated", backups.DRILL_RETRY, lambda now: not backups.is_drill_due(now, 2, None, BEGAN)),
    ("an appointment is too early", -30 * MINUTE, lambda now: not appointments.in_window(BEGAN, now, POLICY)),
]  # fmt: skip
#: (what, count at which it is over, check of a count).
OVER_AT = [
    ("files of a document", citizen.MOST_OF_DOCUMENT + 1, lambda n: citizen.check_files([], "deed", n, BEGAN)),
    ("files within a day", citizen.MOST_WITHIN, lambda n: citizen.check_files(files(n, MINUTE), "deed", 1, BEGAN)),
    ("files in all", citizen.MOST_IN_ALL, lambda n: citizen.check_files(files(n, 2 * DAY), "deed", 1, BEGAN)),
    ("calls that an applicant asks for", citizen.MOST_CALLS,
     lambda n: citizen.check_calls([some(verb="ask_call", at=BEGAN - MINUTE)] * n, BEGAN)),
    ("recalls", 2, lambda n: transitions.check_recall(n, 2)),
    ("open appointments of a person", 3, lambda n: appointments.check_limit(range(n), 99, 3)),
    ("open appointments of an address", 3, lambda n: confirming.check_address(n, 3)),
    ("codes for an appointment", confirming.MOST_CODES, lambda n: confirming.check_may_resend(asked(n), None, BEGAN)),
    ("codes to join", join_codes.MOST_CODES, lambda n: join_codes.check_may_resend(asked(n), None, BEGAN)),
    ("codes to a phone number", codes.MOST_CODES, lambda n: check_codes(n, is_from_here=False)),
    ("codes from an address", codes.MOST_FROM_ADDRESS, lambda n: check_codes(n, is_from_here=True)),
    ("wrong codes", codes.MOST_TRIES, lambda n: codes.is_open(BEGAN, n, BEGAN - TICK)),
    ("wrong digits", citizen_check.MOST_WRONG, citizen_check.digits_open),
    ("open appeals of a clerk", appeals.MAX_OPEN_APPEALS, lambda n: appeals.check_may_appeal(BEGAN, n, BEGAN)),
    ("characters of a comment", ratings.MAX_COMMENT_LENGTH + 1,
     lambda n: ratings.check_reasons_and_comment([], "x" * n, [])),
    ("reasons of a rating", 3, lambda n: ratings.check_reasons_and_comment(["slow"] * n, "", ["slow", "loud"])),
    ("visitors too few for a share", service_level.FEW, lambda n: service_level.ServiceLevel(0, n).few),
    ("visitors in time for 80 %", 8, lambda n: service_level.ServiceLevel(n, 10).misses(80)),
    ("days of a report", ranges.MOST_DAYS + 1, lambda n: ranges.read("2026-11-30", last_of(n), BEGAN.date())),
    ("days of a report by day", ranges.MOST_DAILY + 1,
     lambda n: ranges.check_division(ranges.read("2026-11-30", last_of(n), BEGAN.date()), "day")),
    ("characters of one SMS", sms.SINGLE_UNITS + 1, lambda n: sms.part_count("ا" * n) == 1),
]  # fmt: skip


def files(count: int, ago: timedelta) -> list[SimpleNamespace]:
    return [some(document="plan", at=BEGAN - ago) for _ in range(count)]


def check_codes(number: int, is_from_here: bool) -> None:
    sent = [codes.SentCodes(BEGAN - MINUTE, is_from_here=is_from_here)] * number
    codes.check_codes_left(sent, BEGAN, codes.SmsCodesUsedUp)


def asked(codes: int) -> SimpleNamespace:
    return some(state="pending", ticket_id=None, code_until=BEGAN + HOUR, codes=codes)


def last_of(days: int) -> str:
    """The last of so many days."""
    return jalali.short_date(BEGAN.date() + (days - 1) * DAY)


def holds(check: Callable[[Any], object], given: object) -> bool:
    """Whether the check says so; one that only raises says it by not raising."""
    try:
        found = check(given)
    except DomainError:
        return False
    return found is None or bool(found)


def rows(table: list[tuple[str, Any, Callable[[Any], object]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("limit", "check"), [pytest.param(*row[1:], id=row[0]) for row in table])


@rows(HOLDS_AT_LIMIT)
def test_what_holds_up_to_its_limit_and_at_it(limit, check):
    at = BEGAN + limit

    assert [holds(check, moment) for moment in (at - TICK, at, at + TICK)] == [True, True, False]


@rows(ENDS_AT_LIMIT)
def test_what_ends_at_its_limit(limit, check):
    at = BEGAN + limit

    assert [holds(check, moment) for moment in (at - TICK, at, at + TICK)] == [True, False, False]


@rows(OVER_AT)
def test_so_many_are_one_too_many(limit, check):
    assert [holds(check, count) for count in (limit - 1, limit, limit + 1)] == [True, False, False]
