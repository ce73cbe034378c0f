"""Ways that lead to forms which no row of the route table shows."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from sqlalchemy import select
from werkzeug.test import TestResponse

from deskq.application_exchange import work
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.inbox.models import SavedFilter
from deskq.joining import joined
from deskq.message_pauses import service as message_pauses
from deskq.messages.service import create
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.rating_followup.views import complaint_link, followup
from deskq.staff import queries as staff_queries
from deskq.staff.rules import FREE_OF_STRANGERS
from tests.security.filled import Forms
from tests.security.hostile_office import APPOINTMENT, Town
from tests.security.hostile_texts import HOSTILE
from tests.tools.browsers import Browser
from tests.tools.images import picture

Caller = Callable[[str], Browser]
#: Whose way, in which browser, and the pages on it.
Way = tuple[str, Browser, list[TestResponse]]


def _rated_at_the_kiosk(caller: Caller, town: Town) -> Way:
    """The visit that ``_leaving`` has ended."""
    kiosk, code = caller("kiosk"), db.session.get_one(Ticket, town.hall.ids["serving"]).code
    steps = {"": {}, "/score": {"score": "1"}, "/reason": {}, "/answer": {}}
    pages = [kiosk.post(f"/kiosk/rating{step}", data={"code": code, **typed}) for step, typed in steps.items()]
    return "kiosk", kiosk, pages


def _rated_on_the_phone(caller: Caller, town: Town) -> Way:
    phone, secrets = caller("nobody"), town.hall.secrets
    door = followup.signed_secret(town.hall.ids["done"])
    shown = complaint_link._signer().dumps(town.hall.ids["done"])
    rated = phone.post(f"/t/{secrets['cancelled']}/rating", data={"score": "2"})
    assert rated.status_code == 303, rated.text
    offered = phone.get(f"/t/{door}/complaint")
    phone.post(f"/t/{door}/complaint")
    visits = [phone.get(f"/t/{secrets[state]}") for state in ("cancelled", "done")]
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
    """One whose documents are missing, as the supervisor sees it and its receipt."""
    supervisor = caller("supervisor")
    receipt = _requested(supervisor, ticket=str(town.ids["ticket"][0]))
    return "supervisor", supervisor, [supervisor.get(receipt), supervisor.get(receipt.removesuffix("/receipt"))]


def _requested(supervisor: Browser, **more: str) -> str:
    """The receipt of a new application."""
    typed = {"sheet": "dig_permit", "name": "سارا احمدی", "phone": "09121234567"}
    return supervisor.post("/applications/new", data={**typed, "request_key": secrets.new(), **more}).location


def _applicant(caller: Caller, town: Town) -> Way:
    """The tracking page of an application, before and after the four digits."""
    page, applicant = _requested(caller("supervisor")).removesuffix("/receipt"), caller("nobody")
    track = f"/track/{db.session.get(Application, int(page.rpartition('/')[2])).code}"
    asked = applicant.get(track)
    applicant.post(f"{track}/application/proof", data={"digits": "4567"})
    return "nobody", applicant, [asked, applicant.get(track)]


def _sent_by_the_applicant(caller: Caller, town: Town) -> Way:
    """An application whose applicant sent two documents and wishes to be called."""
    supervisor, applicant = caller("supervisor"), caller("nobody")
    page = _requested(supervisor).removesuffix("/receipt")
    application_id = int(page.rpartition("/")[2])
    way = f"/track/{db.session.get(Application, application_id).code}/application"
    applicant.post(f"{way}/proof", data={"digits": "4567"})
    for one in queries.documents(db.session(), application_id)[:2]:
        applicant.post(f"{way}/files", data={"document": one.code, "photos": [(picture(), "paper.jpg")]})
    applicant.post(f"{way}/call", data={})
    return "supervisor", supervisor, [supervisor.get(page)]


def _filter(caller: Caller, town: Town) -> Way:
    operator = caller("operator")
    operator.post("/inbox/filters?tab=all&state=referred", data={"name": "ارجاع"})
    db.session.rollback()
    kept = db.session.scalars(select(SavedFilter.id)).all()
    return "operator", operator, [operator.get(f"/inbox/filters/{one}") for one in kept]


def _import(caller: Caller, town: Town) -> Way:
    """The upload, and one that is read: its columns are to be chosen."""
    admin = caller("admin")
    table = {"kind": "applications", "file": (BytesIO(b"key,service,opened_at\n1,dig_permit,1405/06/01\n"), "x.csv")}
    sent = admin.post("/manage/imports", data=table).location
    db.session.rollback()
    work.go_on(1, int(sent.rpartition("/")[2]), lambda _done, _total: None)
    return "admin", admin, [admin.get("/manage/imports"), admin.get(sent)]


def _webhook(caller: Caller, town: Town) -> Way:
    admin = caller("admin")
    return "admin", admin, [admin.post("/manage/webhooks", data={"url": "https://example.com/deskq"})]


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
    return "supervisor", supervisor, [supervisor.get(f"{tour}/phone"), listed, place, supervisor.get(tour)]


def _hours(caller: Caller, town: Town) -> Way:
    admin = caller("admin")
    return "admin", admin, [admin.get("/manage/calendar/openings?rows=1")]


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
    inspector, asked = caller("inspectorate"), {"phone": "09121234567", "why": "letter 12"}
    return "inspectorate", inspector, [inspector.post("/manage/person", data=asked)]


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
    message_pauses.ask_back(action, HOSTILE, clock.now() + timedelta(days=9))
    citizen = caller("nobody")
    return "nobody", citizen, [citizen.get(f"/track/{message.code}")]


def _shut_out(caller: Caller, town: Town) -> Way:
    owner, code = caller("nobody"), town.codes[0]
    for _ in range(6):
        owner.post(f"/track/{code}/proof", data={"digits": "0000"})
    asked = owner.get(f"/track/{code}")
    owner.post(f"/track/{code}/sms-code")
    return "nobody", owner, [asked, owner.get(f"/track/{code}")]


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
    visitor.set_cookie("deskq_ticket", secret)
    return "nobody", visitor, [visitor.get(page) for page in ("/join", "/join/lost", asked, f"/t/{secret}")]


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


WAYS = (_application, _applicant, _sent_by_the_applicant, _inspection, _filter, _import, _webhook,
         _on_the_tablet, _hours, _leaving, _rated_at_the_kiosk, _rated_on_the_phone, _by_sms,
        _appointment, _unconfirmed, _somebodys_data, _locked, _asked_back, _shut_out,
        _from_outside, _host)  # fmt: skip
