"""Where each form of a template is met: the page of a row of the route table, or a way that leads to it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from flask import current_app
from werkzeug.test import TestResponse

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.half_year.models import CorrectiveAction
from deskq.joining import joined
from deskq.message_pauses import service as message_pauses
from deskq.message_settings.models import MessagePolicy
from deskq.messages.service import create
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.rating_followup.views import complaint_link, followup
from deskq.staff import queries as staff_queries
from deskq.staff.rules import FREE_OF_STRANGERS
from tests.browsers import Browser
from tests.security.conftest import NUMBERS
from tests.security.filled import Forms
from tests.security.hostile_office import APPOINTMENT, Town
from tests.security.hostile_pages import filled

Caller = Callable[[str], Browser]
#: Whose way, in which browser, and the pages on it.
Way = tuple[str, Browser, list[TestResponse]]
#: Who opens which page; {first of the ids} and the like are filled by hostile_pages.filled.
PAGES = """
nobody /dev/components /t/unknown /t/unknown/rating/questions /messages/new /track /track/427155418261
supervisor /applications/new?sheet=dig_permit
nobody /appointments/unknown /sign-in /kiosk
clerk /counters/N /counters/appointment /intake /inbox/sender-check /account/appeals /account
expert /inbox/999 /inbox/999/work-order /account
nobody /open
operator /inbox/several?tab=all /inbox/filters?tab=all&state=referred
operator /boxes/1 /boxes/openings/1 /inbox/999 /calls /calls/1
supervisor /manage /manage/alerts/duty/999 /manage/alerts/kinds/wait /manage/alerts
supervisor /manage/calendar /manage/calendar/days/999 /manage/announcements /manage/announcements/new
inspectorate /manage/person
admin /manage/appointments /manage/devices /manage/devices/999 /manage/people/new /manage/people/999
admin /manage/counters/new /manage/counters/999 /manage/priorities /manage/priorities/new /manage/messages
admin /manage/messages/plan /manage/messages/units /manage/messages/units/new /manage/messages/categories
admin /manage/messages/categories/new /manage/services /manage/services/new /manage/services/groups/new
admin /manage/sheets/dig_permit /manage/settings /manage/tickets/999
kiosk /kiosk/services/info_desk /kiosk/appointment /kiosk/arrival /kiosk/rating /kiosk/tickets/unknown
tablet /counters/N/rating
"""


def pages(caller: Caller, town: Town) -> Iterator[tuple[str, Browser, TestResponse]]:
    """(whose, in which browser, the answer) of every page on which a form may be."""
    for way in WAYS:
        name, comes, answers = way(caller, town)
        yield from ((name, comes, answer) for answer in answers)
    for line in PAGES.split("\n"):
        name, *paths = line.split() or [""]
        comes = caller(name) if name else None
        for path in paths:
            for address in filled(path, town):
                yield name, comes, comes.get(address.replace("/N", f"/{NUMBERS.get(name, 6)}"))


def late_pages(caller: Caller, town: Town) -> Iterator[tuple[str, Browser, TestResponse]]:
    """Pages of later days, and of an office that is different then."""
    for way in LATE:
        name, comes, answers = way(caller, town)
        yield from ((name, comes, answer) for answer in answers)


def _rated_at_the_kiosk(caller: Caller, town: Town) -> Way:
    kiosk, code = caller("kiosk"), db.session.query(Ticket).order_by(Ticket.called_at.desc()).first().code
    return (
        "kiosk",
        kiosk,
        [
            kiosk.post("/kiosk/rating", data={"code": code}),
            kiosk.post("/kiosk/rating/score", data={"code": code, "score": "1"}),
            kiosk.post("/kiosk/rating/reason", data={"code": code}),
            kiosk.post("/kiosk/rating/answer", data={"code": code}),
        ],
    )


def _rated_on_the_phone(caller: Caller, town: Town) -> Way:
    phone, secrets = caller("nobody"), town.hall.secrets
    door = followup.signed_secret(town.hall.ids["done"])
    shown = complaint_link._signer().dumps(town.hall.ids["done"])
    phone.post(f"/t/{secrets['serving']}/rating", data={"score": "2"})
    offered = phone.get(f"/t/{door}/complaint")
    phone.post(f"/t/{door}/complaint")
    visits = [phone.get(f"/t/{secrets[state]}") for state in ("serving", "done")]
    return "nobody", phone, [offered, phone.get(f"/t/{door}/complaint"), phone.get(f"/t/{shown}/door"), *visits]


def _leaving(caller: Caller, town: Town) -> Way:
    clerk = caller("clerk")
    busy = clerk.get("/counters/1"), clerk.post("/sign-out")
    for command in ("completion", "calls", "service", "completion"):
        clerk.post(f"/counters/1/{command}", data={"outcome": "done"})
    return "clerk", clerk, [*busy, clerk.get("/counters/1")]


def _on_the_tablet(caller: Caller, town: Town) -> Way:
    tablet = caller("tablet")
    return "tablet", tablet, [tablet.get("/counters/5/rating")]


def _application(caller: Caller, town: Town) -> Way:
    """One whose documents are missing, as the supervisor sees it."""
    supervisor = caller("supervisor")
    typed = {"request_key": "key-of-forms", "sheet": "dig_permit", "name": "سارا احمدی", "phone": "09121234567"}
    made = supervisor.post("/applications/new", data=typed)
    return "supervisor", supervisor, [supervisor.get(made.location.removesuffix("/receipt"))]


def _inspection(caller: Caller, town: Town) -> Way:
    """One that waits for its inspection, planned, and on the phone."""
    supervisor = caller("supervisor")
    typed = {"request_key": "key-of-tours", "sheet": "permit_renewal", "name": "سارا احمدی", "phone": "09121234567"}
    typed["received"] = ["permit", "progress", "deed", "identity", "levy"]
    made = supervisor.post("/applications/new", data=typed).location.split("/")[2]
    listed, place = supervisor.get("/inspections"), supervisor.get(f"/inspections/applications/{made}")
    person = staff_queries.person_by_name(db.session(), "planner").id
    planned = {"day": jalali.short_date(clock.now().date()), "person_id": person, "stages": [f"{made}:inspection"]}
    tour = supervisor.post("/inspections/tours", data=planned).location
    return "supervisor", supervisor, [listed, place, supervisor.get(tour), supervisor.get(f"{tour}/phone")]


def _hours(caller: Caller, town: Town) -> Way:
    admin = caller("admin")
    return "admin", admin, [admin.get("/manage/calendar/openings?rows=1")]


def _abandoned(caller: Caller, town: Town) -> Way:
    clock.fix(clock.now() + timedelta(hours=3))
    supervisor = caller("supervisor")
    supervisor.post("/counters/2/closing")
    return "supervisor", supervisor, [supervisor.get("/counters")]


def _appointment(caller: Caller, town: Town) -> Way:
    visitor = caller("nobody")
    days = [f"140509{day}" for day in range(18, 26)]
    first = [visitor.get(f"/appointments/services/building_permit/{day}") for day in days]
    return "nobody", visitor, [*first, *(visitor.get(f"/appointments/{APPOINTMENT}/move/{day}") for day in days)]


def _unconfirmed(caller: Caller, town: Town) -> Way:
    """A time that is kept until the code from the SMS is entered; after a minute it can be sent again."""
    visitor = caller("nobody")
    forms = [form for page in _appointment(caller, town)[2] for form in Forms(page.text).found]
    form = next(form for form in forms if form.action.partition("?")[0] == "/appointments")
    kept = visitor.post(form.action, data={**form.values, "phone": "09351234567", "national_id": ""})
    clock.fix(clock.now() + timedelta(minutes=2))
    return "nobody", visitor, [visitor.get(kept.location)]


def _somebodys_data(caller: Caller, town: Town) -> Way:
    inspector = caller("inspectorate")
    return (
        "inspectorate",
        inspector,
        [inspector.post("/manage/person", data={"phone": "09121234567", "why": "letter 12"})],
    )


def _locked(caller: Caller, town: Town) -> Way:
    stranger, supervisor = caller("nobody"), caller("supervisor")
    for number in range(FREE_OF_STRANGERS + 1):
        place = {"REMOTE_ADDR": f"192.0.2.{number}"}
        stranger.post("/sign-in", data={"name": "karimi", "password": "wrong"}, environ_base=place)
    return "supervisor", supervisor, [supervisor.get("/manage/sign-ins")]


def _asked_back(caller: Caller, town: Town) -> Way:
    """A citizen without a number, who is asked something."""
    office = office_queries.first_office(db.session()).id
    content = MessageInput(kind="request", channel="web", body="x", address="x")
    message = create.register(office, "citizen", content, "asked back")
    operator = staff_queries.person_by_name(db.session(), "operator").id
    action = StaffAction(office, f"person:{operator}", operator, message.id)
    message_pauses.ask_back(action, "x", clock.now() + timedelta(days=9))
    citizen = caller("nobody")
    return "nobody", citizen, [citizen.get(f"/track/{message.code}")]


def _shut_out(caller: Caller, town: Town) -> Way:
    owner, code = caller("nobody"), town.codes[0]
    for _ in range(6):
        owner.post(f"/track/{code}/proof", data={"digits": "0000"})
    asked = owner.get(f"/track/{code}")
    owner.post(f"/track/{code}/sms-code")
    return "nobody", owner, [asked, owner.get(f"/track/{code}")]


def _appeal(caller: Caller, town: Town) -> Way:
    clock.fix(clock.now() + timedelta(days=6))
    inspector = caller("inspectorate")
    return (
        "inspectorate",
        inspector,
        [inspector.get(f"/manage/ratings/appeals/{one}") for one in town.ids["rating_appeal"]],
    )


def _without_messages(caller: Caller, town: Town) -> Way:
    db.session.query(MessagePolicy).delete()
    db.session.commit()
    admin = caller("admin")
    return "admin", admin, [admin.get("/manage/messages")]


def _from_outside(caller: Caller, town: Town) -> Way:
    """A number that is proven by a code, which is sent again after a minute, and a ticket whose visitor is not here."""
    with transaction(1, "test") as tx:
        tx.session.query(Office).update({"join_share": 50, "location": "36.0711, 49.6959"})
        tx.config_changed()
    visitor = caller("nobody")
    form = {"service": "info_desk", "phone": "09351112233", "travel": "30", "request_key": "a-request-of-the-walk"}
    asked = visitor.post("/join", data=form).location
    secret = joined.join(1, "info_desk", "+989351112234", 30, secrets.new(), "fa")
    clock.fix(clock.now() + timedelta(minutes=2))
    return "nobody", visitor, [visitor.get("/join"), visitor.get(asked), visitor.get(f"/t/{secret}")]


def _host(caller: Caller, town: Town) -> Way:
    """A ticket with a note, and two hosts who give one for the same service."""
    given = {"service": "info_desk", "request_key": "a-request-of-a-host"}
    caller("supervisor").post("/host/tickets", data=given)
    newest = db.session.query(Ticket).order_by(Ticket.id.desc()).first().id
    host, ticket = caller("host"), f"/host/tickets/{newest}"
    host.post(f"{ticket}/notes", data={"text": "برای همکاران"})
    same = host.post("/host/tickets", data={**given, "request_key": "a-request-of-another-host"})
    return "host", host, [host.get("/host"), host.get(ticket), same]


def _by_sms(caller: Caller, town: Town) -> Way:
    kiosk = caller("kiosk")
    return "kiosk", kiosk, [kiosk.get(f"/kiosk/tickets/{town.hall.secrets['waiting']}/phone")]


def _paper(caller: Caller, town: Town) -> Way:
    kiosk = caller("kiosk")
    current_app.config["DEMO"] = True
    return "kiosk", kiosk, [kiosk.get("/kiosk/paper")]


WAYS = (_application, _inspection, _on_the_tablet, _hours, _leaving, _rated_at_the_kiosk, _rated_on_the_phone, _by_sms,
        _appointment, _unconfirmed, _somebodys_data, _locked, _asked_back, _shut_out,
        _from_outside, _host)  # fmt: skip


#: In this order: each may move the clock forward, and the last two change settings of the office.
def _set_up(caller: Caller, town: Town) -> Way:
    """Its hours and counters are those of the whole office."""
    admin = caller("admin")
    pages = [admin.get(f"/manage/setup/{step}") for step in STEPS]
    checked = {"text": "deskq_setup: 1\ncounters:\n  - {number: 77, room_fa: سالن}"}
    return "admin", admin, [*pages, admin.post("/manage/setup/file/check", data=checked)]


def _new_installation(caller: Caller, town: Town) -> Way:
    """An office in which nobody is, seen from this machine and from another."""
    db.session.add(Office(id=0, name_fa="میز خدمت"))
    db.session.commit()
    somebody, here = caller("nobody"), current_app.config["PUBLIC_URL"]
    current_app.config["PUBLIC_URL"] = "http://localhost"
    pages = [somebody.get("/setup")]
    current_app.config["PUBLIC_URL"] = "http://desk.example"
    pages.append(somebody.get("/setup"))
    current_app.config["PUBLIC_URL"] = here
    return "nobody", somebody, pages


STEPS = ("hours", "services", "counters", "people", "devices", "printing", "sound", "changes", "file")


def _half_year(caller: Caller, town: Town) -> Way:
    """A report on its way from its first figures to a correction, with the review of what it promised."""
    mayor, page = caller("executive"), "/manage/half-year/1405-1"
    opened = [mayor.get(page), mayor.get(f"{page}/actions/new")]
    mayor.post(f"{page}/freezing")
    due = {"what_fa": "x", "unit_id": "1", "due": "1405/12/01"}
    mayor.post(f"{page}/actions", data=due)
    action = db.session.query(CorrectiveAction.id).scalar()
    draft = mayor.get(page)
    opened += [
        draft,
        mayor.get(f"/manage/half-year/actions/{action}"),
        mayor.get(f"/manage/half-year/promises/{action}"),
    ]
    headline = next(form for form in Forms(draft.text).found if form.action.endswith("/headline"))
    mayor.post(headline.action, data={**headline.values, "headline_fa": "x"})
    mayor.post(f"{page}/publication")
    return "executive", mayor, [*opened, mayor.get(page)]


def _coded(caller: Caller, town: Town) -> Way:
    supervisor, page = caller("supervisor"), "/manage/coding/1405-2"
    item = supervisor.get(f"{page}/next").location
    supervisor.post(item, data={"cause": "conduct"})
    return "supervisor", supervisor, [supervisor.get(page), supervisor.get(item)]


LATE = (_coded, _half_year, _abandoned, _appeal, _without_messages, _paper, _set_up, _new_installation)
