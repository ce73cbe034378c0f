"""A state machine of random actions on messages, and the invariants that always hold."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import text

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.feedback_calls import service as feedback_calls_service
from deskq.inbox.queries import inbox
from deskq.inbox.queries.inbox import TABS, Filters, InboxScope
from deskq.message_admin.service import units as units_service
from deskq.message_settings import queries
from deskq.message_settings.kinds import REPORT
from deskq.messages import jobs
from deskq.messages.models import Feedback, Message
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.rules import history, transitions, visibility
from deskq.messages.rules.deadlines import LEVELS
from deskq.messages.rules.transitions import OUTCOMES
from deskq.messages.service import answer as answer_service
from deskq.messages.service import create, extend_deadline, reclassify, refer
from deskq.messages.service import undo as undo_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.messages.service.reclassify import Classification
from deskq.portal import service
from deskq.staff import queries as staff_queries
from deskq.staff.models import Leave
from deskq.units.models import Unit
from tests.conftest import MORNING

PEOPLE = ("operator", "supervisor", "inspectorate", "civil", "city", "deputy", "mayor", "moradi")
UNITS = ("civil_works", "city_services", "green_space", "desk", "inspectorate", "public_relations", "technical_deputy")
KINDS = ("request", "complaint", "suggestion", "report")
HOURS = (1, 30, 200, 24 * 40)
LIVE = transitions.LIVE
picks = st.integers(0, 5)


class Office(RuleBasedStateMachine):
    """``kept`` is what the test remembers by itself: {message: steps seen so far}."""

    app = None

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, list[tuple[int, str]]] = {}

    @initialize()
    def begin(self) -> None:
        clock.fix(MORNING)
        session = db.session()
        people = {person.sign_in_name: person for person in staff_queries.people(session, 1)}
        self.people = {name: people[name].id for name in PEOPLE}
        self.units = {row.code: row.id for row in session.query(Unit)}
        self.file("request", 0, UNITS[0])

    # what happens

    @rule(kind=st.sampled_from(KINDS), pick=picks, about=st.sampled_from(UNITS))
    def file(self, kind: str, pick: int, about: str) -> None:
        named = {"name": "سارا", "phone": "09121234567", "home": "تاکستان"} if kind == "complaint" or pick == 1 else {}
        given = MessageInput(
            kind=kind, channel="web", body="چاله", address="خیابان امام", about_unit_id=self.units[about], **named
        )
        made = create.register(1, "citizen", given, f"key {len(self.kept)}")
        self.kept[made.id] = []

    @rule(name=st.sampled_from(PEOPLE), pick=picks, unit=st.sampled_from(UNITS), urgent=st.booleans(), on=st.booleans())
    def send(self, name: str, pick: int, unit: str, urgent: bool, on: bool) -> None:
        press, to = self.press(name, pick), self.units[unit]
        if on:
            self.attempt(lambda: refer.pass_on(press, to, "کار ما نیست"))
        else:
            about = queries.load_settings(db.session(), 1)
            sort = about.class_by_code["urgent"].id if urgent else None
            self.attempt(lambda: refer.refer(press, to, "", sort))

    @rule(name=st.sampled_from(PEOPLE), pick=picks, other=st.sampled_from(PEOPLE))
    def own(self, name: str, pick: int, other: str) -> None:
        press = self.press(name, pick)
        self.attempt(lambda: refer.accept(press))
        self.attempt(lambda: refer.assign(press, self.people[other]))

    @rule(name=st.sampled_from(PEOPLE), pick=picks, outcome=st.sampled_from(OUTCOMES))
    def answer(self, name: str, pick: int, outcome: str) -> None:
        press, given = self.press(name, pick), Answer(outcome, "رسیدگی شد.", verdict="upheld")
        self.attempt(lambda: answer_service.answer(press, given))

    @rule(name=st.sampled_from(PEOPLE), pick=picks, other=picks)
    def link(self, name: str, pick: int, other: int) -> None:
        code = db.session().get(Message, self.any(other)).code
        self.attempt(lambda: answer_service.link(self.press(name, pick), code))

    @rule(pick=picks, on=st.booleans())
    def say_the_same(self, pick: int, on: bool) -> None:
        """Somebody tells of the same matter; or what was told is the same as something new."""
        code = db.session().get(Message, self.any(pick)).code
        self.file("request", 0, UNITS[0])
        linked = self.any(0)
        if on:
            code, linked = db.session().get(Message, linked).code, self.any(pick + 1)
        press = StaffAction(1, "operator", self.people["operator"], linked)
        self.attempt(lambda: answer_service.link(press, code))

    @rule(name=st.sampled_from(PEOPLE), pick=picks, days=st.sampled_from((-3, 1, 9)))
    def extend(self, name: str, pick: int, days: int) -> None:
        due = db.session().get(Message, self.any(pick)).due_at + timedelta(days=days)
        self.attempt(lambda: extend_deadline.extend(self.press(name, pick), due, "قطعه نرسیده است"))

    @rule(name=st.sampled_from(PEOPLE), pick=picks, kind=st.sampled_from(KINDS))
    def sort(self, name: str, pick: int, kind: str) -> None:
        given = Classification(kind, None, "خیابان سعدی", None, None, None)
        self.attempt(lambda: reclassify.reclassify(self.press(name, pick), given))

    @rule(name=st.sampled_from(PEOPLE), pick=picks)
    def undo(self, name: str, pick: int) -> None:
        self.attempt(lambda: undo_service.undo(self.press(name, pick)))

    @rule(pick=picks)
    def withdraw(self, pick: int) -> None:
        message = self.any(pick)
        self.attempt(lambda: service.withdraw(1, message))

    @rule(pick=picks, verb=st.sampled_from(("add", "reopen", "object")))
    def citizen(self, pick: int, verb: str) -> None:
        message = self.any(pick)
        acts = {"add": lambda: service.add_words(1, message, "هنوز هست")}
        self.attempt(acts.get(verb) or (lambda: service.return_to_answer(1, message, verb, "راضی نیستم")))

    @rule(outcome=st.sampled_from(("satisfied", "not_satisfied", "no_answer", "refused")))
    def ring(self, outcome: str) -> None:
        found = db.session().query(Feedback).filter(Feedback.outcome.is_(None)).first()
        if found is not None:
            feedback, operator = found.id, self.people["operator"]
            self.attempt(
                lambda: feedback_calls_service.take_feedback(1, f"person:{operator}", operator, feedback, outcome)
            )

    @rule(hours=st.sampled_from(HOURS))
    def time_passes(self, hours: int) -> None:
        clock.fix(clock.now() + timedelta(hours=hours))
        jobs.run_once()

    @rule(unit=st.sampled_from(UNITS[:4]), offered=st.booleans())
    def close_a_unit(self, unit: str, offered: bool) -> None:
        """As the admin's page does: not while something is still open there."""
        self.attempt(lambda: units_service.offer_unit(1, "test", self.units[unit], offered))

    @rule(away=st.sampled_from(PEOPLE), there=st.sampled_from(PEOPLE), days=st.integers(1, 20))
    def go_on_leave(self, away: str, there: str, days: int) -> None:
        if away != there:
            today = clock.now().astimezone(clock.zone()).date()
            who = {"person_id": self.people[away], "substitute_id": self.people[there]}
            db.session.add(Leave(office_id=1, first_day=today, last_day=today + timedelta(days=days), **who))
        db.session.commit()

    # what holds, whatever happens

    @invariant()
    def every_message_is_there_with_an_owner_and_a_deadline(self) -> None:
        session = db.session()
        session.expire_all()
        units = {row.id: row for row in session.query(Unit)}
        found = {row.id: row for row in session.query(Message)}
        assert set(found) == set(self.kept)
        for row in found.values():
            assert row.unit_id in units
            assert row.started_at <= row.due_at
            assert row.amber_at <= row.red_at <= row.due_at
            if row.state in LIVE:
                assert units[row.unit_id].offered, "it lies with a unit that is closed"
                assert row.escalates_at is not None or row.escalation == max(LEVELS)
                assert row.outcome is None
                assert row.ended_at is None
            else:
                assert row.escalates_at is None or row.state in ("answered", "closed")
            assert (row.state == "answered") <= (row.answered_at is not None and row.outcome is not None)

    @invariant()
    def a_duplicate_hangs_on_what_is_worked_on_or_answered(self) -> None:
        found = {row.id: row for row in db.session().query(Message)}
        for row in found.values():
            assert (row.duplicate_of_id is not None) == (row.outcome == "duplicate")
            if row.duplicate_of_id is not None:
                primary = found[row.duplicate_of_id]
                assert primary.duplicate_of_id is None
                assert primary.state in LIVE or primary.state in ("answered", "closed"), "nobody works on the matter"

    @invariant()
    def the_history_only_grows_and_tells_how_it_stands(self) -> None:
        session = db.session()
        for message_id, before in self.kept.items():
            row, steps = session.get(Message, message_id), message_queries.steps(session, message_id)
            now = [(step.id, step.verb) for step in steps]
            assert now[: len(before)] == before
            self.kept[message_id] = now
            told = history.replayed(steps)
            assert (told.state, told.unit_id, told.person_id) == (row.state, row.unit_id, row.person_id)

    @invariant()
    def no_report_is_seen_by_the_unit_it_names(self) -> None:
        session, today = db.session(), clock.now().astimezone(clock.zone()).date()
        about = queries.load_settings(session, 1)
        reports = session.query(Message).filter(Message.kind == REPORT).all()
        for name, person in self.people.items() if reports else ():
            viewer = viewers.viewer(session, 1, person, today)
            for row in reports:
                if row.about_unit_id in viewer.units or name not in ("inspectorate", "mayor"):
                    assert not visibility.sees(viewer, row, message_queries.units_of(session, row.id)), name
            looking = InboxScope(viewer, about, frozenset({person}), clock.now())
            shown = [one for tab in TABS for one in inbox.page(session, looking, tab, Filters()).rows]
            hidden = {row.id for row in reports if row.about_unit_id in viewer.units}
            assert not hidden & {one.id for one in shown}
            assert all(one.kind != REPORT or one.sealed or name in ("inspectorate", "mayor") for one in shown)

    # how it presses

    def press(self, name: str, pick: int) -> StaffAction:
        person = self.people[name]
        return StaffAction(1, f"person:{person}", person, self.any(pick))

    def any(self, pick: int) -> int:
        """Any message, mostly one of the last."""
        ids = sorted(self.kept)
        return ids[-1 - pick % len(ids)]

    def attempt(self, act) -> None:
        """A refusal is an answer; it changes nothing."""
        before = self.whole()
        try:
            act()
        except DomainError:
            db.session.rollback()
            assert self.whole() == before

    def whole(self) -> list[tuple]:
        db.session.rollback()
        wanted = (
            "SELECT m.id, m.state, m.unit_id, m.turn, (SELECT count(*) FROM message_step s WHERE s.message_id = m.id)"
        )
        return [tuple(row) for row in db.session.execute(text(f"{wanted} FROM message m ORDER BY m.id"))]
