"""Every page of the hostile office as each caller who may see it opens it, and every form sent with markup in it."""

import json
import re
from collections.abc import Iterator

from deskq.amenities.models import Amenity
from deskq.core.extensions import db
from deskq.portal.filing_steps import FIELDS
from tests.security.conftest import NUMBERS
from tests.security.filled import Form, Forms
from tests.security.hostile_actions import POINT
from tests.security.hostile_office import APPOINTMENT, WITHDRAWN, Town
from tests.security.hostile_texts import HOSTILE
from tests.security.pages import Markup
from tests.security.routes import PAIR, SIGN_IN, TABLE
from tests.tools.browsers import Browser

CALLERS = ("nobody", "clerk", "host", "expert", "operator", "supervisor", "inspectorate", "executive", "admin", "kiosk",
           "lobby", "tablet", "hall")  # fmt: skip
#: {pages of which the office has many: who reads the most of them}.
MANY = {
    "/inbox/": "operator", "/intake/": "operator", "/track/": "nobody", "/messages/filed/": "nobody",
    "/applications/": "clerk", "/inspections/applications/": "", "/manage/coding/": "", "/rights/code/": "nobody",
    "/manage/building/rooms/": "",
}  # fmt: skip
FEW = 8  #: are read by everyone
#: {row of the route table: an address of it that every office has}
IN_EVERY_OFFICE = {"/manage/reports/applications/<service>": "/manage/reports/applications/building_permit"}
#: Forms that would end the walk.
LEFT_OUT = ("/sign-out", "/sign-out-everywhere", "/password", "/revocation", "/sign-in")
#: Pages that show what was asked for, or more when asked.
ASKED = {
    "/inbox": [f"q={HOSTILE}", "tab=all", "q=خیابان"],
    "/inbox/several": [f"tab=all&{HOSTILE}"],
    "/applications": [f"parcel={HOSTILE}"],
    "/manage/reports": [f"by={HOSTILE}", f"service={HOSTILE}"],
    "/manage/reports/messages": [f"by={HOSTILE}"],
    "/manage/reports/applications": [f"by={HOSTILE}"],
    "/manage/tickets": [f"code={HOSTILE}"],
    "/sign-in": [f"next={HOSTILE}"],
    "/manage/appointments": ["day=1405/09/18", "day=1405/09/22"],
    "/messages/new": [
        f"kind={kind}" for kind in ["request", "complaint", "criticism", "praise", "suggestion", "report"]
    ],
    "/intake": ["channel=meeting"],
    "/applications/new": ["sheet=building_permit"],
    "/manage/ratings": ["of=14051", "period=month&of=140506"],
}
NUMBER = re.compile(r"/N(?=/|$)")
#: Fields of forms in several parts, and of questions that a category asks.
QUESTIONS = [f"q_{number}" for number in range(1, 10)]
TYPED = {"category_id": "1", **dict.fromkeys([*QUESTIONS, "words", "note", "address", "day", "name", "body"], HOSTILE)}
#: A file that changes the room of one counter and brings another.
SET_UP = f"""
deskq_setup: 1
counters:
  - {{number: 1, room_fa: {json.dumps(HOSTILE)}}}
  - {{number: 77, room_fa: {json.dumps(HOSTILE)}}}
"""
#: A file that is wrong in a field that nobody knows.
WRONG_SET_UP = f"deskq_setup: 1\ncounters: [{{number: 1, {json.dumps(HOSTILE)}: x}}]"
#: A person whose name and first password, shown once, are markup.
PERSON = {"name": HOSTILE, "sign_in_name": HOSTILE, "role": "clerk", "new": "a long <script>alert(1)</script>"}
#: What scripts ask for, and forms that no page shows whole, by caller.
BY_SCRIPT = {
    "nobody": [
        ("/messages", {"kind": "request", "step": "send", **TYPED}),
        ("/messages/steps", {"step": "x", **TYPED}),
        *(("/messages/steps", {"kind": "request", "step": step, "go": "stay", **TYPED}) for step in FIELDS),
        ("/messages/steps?near", {"kind": "request", "step": "ask", **POINT, **TYPED}),
    ],
    "operator": [
        ("/intake/near", {"address": "خیابان", "category": "1"}),
        ("/intake/caller", {"phone": "09121110001"}),
        ("/intake/questions", TYPED),
        ("/intake", TYPED),
        *((f"/inbox/several/{verb}", TYPED) for verb in ("referral", "extension", "answer")),
    ],
    "admin": [
        *(("/manage/setup/file/check", {"text": text}) for text in (SET_UP, WRONG_SET_UP)),
        ("/manage/setup/people", PERSON),
    ],
    "inspectorate": [("/manage/person", {"phone": "09121110001", "why": HOSTILE})],
}


def addresses(name: str, town: Town, every: int = 4) -> list[str]:
    """All addresses that this caller may open, in English; of MANY one of ``every``, and four times as many
    for their readers."""
    found = []
    for row, answers in TABLE.items():
        method, path = row.split()
        if method == "GET" and not path.startswith(("/api/", "/static/")) and answers[name] not in (403, SIGN_IN, PAIR):
            known = filled(IN_EVERY_OFFICE.get(path, path), town)
            found += [at_counter(one, name) for one in _some(known, name, every)]
    return [f"{address}{'&' if '?' in address else '?'}lang=en" for address in found]


def at_counter(address: str, name: str) -> str:
    """An address of a counter, N, with the number that this caller asks for; a secret may begin with N and stays."""
    return NUMBER.sub(f"/{NUMBERS.get(name, 6)}", address)


def _some(found: list[str], name: str, every: int) -> list[str]:
    readers = [who for start, who in MANY.items() if found[0].startswith(start)] if len(found) > FEW else []
    return found[:: every // 4 if name in readers else every] if readers else found


def filled(path: str, town: Town) -> list[str]:
    """The addresses of a row of the route table, of things that are there."""
    for start, ids in _rows(town).items():
        if path.startswith(f"{start}/999") or path.startswith(f"{start}/1"):
            return [f"{start}/{one}{path.removeprefix(start).lstrip('/').lstrip('0123456789')}" for one in ids]
    for unknown, known in _secrets(town).items():
        if path.startswith(unknown):
            return [path.replace(unknown, one) for one in known]
    if path == "/counters/N/finding":
        return [f"{path}?code={code}" for code in [HOSTILE, *town.tickets]]
    return [path, *(f"{path}?{asked}" for asked in ASKED.get(path, []))]


def _rows(town: Town) -> dict[str, list[int]]:
    tables = {
        "/inbox": "message", "/intake": "message", "/calls": "message_feedback", "/boxes/openings": "box_opening",
        "/boxes": "box", "/manage/ratings/appeals": "rating_appeal", "/manage/tickets": "ticket",
        "/manage/calendar/days": "special_day", "/manage/announcements": "announcement", "/manage/devices": "device",
        "/manage/people": "person", "/manage/people/courses": "course",
        "/manage/counters": "counter", "/manage/priorities": "priority_class",
        "/manage/messages/units": "unit", "/manage/messages/categories": "message_category",
        "/manage/messages/classes": "message_class", "/manage/messages/districts": "district",
        "/manage/messages/answers": "ready_answer", "/manage/messages/questions": "message_question",
        "/manage/messages/boxes": "box", "/manage/services/groups": "service_group", "/manage/services": "service",
        "/kiosk/groups": "service_group", "/host/tickets": "ticket", "/manage/alerts/duty": "duty_person",
        "/manage/reports/saved": "saved_report", "/manage/work": "work_item", "/applications": "application",
        "/inspections/applications": "application", "/inspections/tours": "inspection_tour",
        "/commissions/sessions": "commission_session", "/manage/imports": "application_import",
        "/manage/message-imports": "message_import",
        "/manage/coding/1405-2/message": "message",
        "/manage/half-year/actions": "corrective_action", "/manage/half-year/promises": "corrective_action",
        "/manage/half-year/findings": "half_year_finding", "/manage/corrective-actions": "corrective_action",
        "/manage/building/buildings": "building", "/manage/building/floors": "building_floor",
        "/manage/building/rooms": "room", "/where": "room", "/kiosk/where": "room",
        "/manage/amenities/objects": "amenity", "/amenities/faults": "amenity_fault", "/amenities": "amenity",
    }  # fmt: skip
    few = {"/manage/people", "/manage/counters", "/manage/priorities", "/manage/services", "/manage/services/groups"}
    short = {start for start in tables if start in few or "messages" in start}
    return {start: town.ids[table][: 2 if start in short else None] for start, table in tables.items()}


def _secrets(town: Town) -> dict[str, list[str]]:
    tickets = list(town.hall.secrets.values())
    return {
        "/t/unknown": [f"/t/{secret}" for secret in tickets],
        "/kiosk/tickets/unknown": [f"/kiosk/tickets/{secret}" for secret in tickets],
        "/a/unknown": [f"/a/{code}" for code in _stickers()],
        "/rights/visit/unknown": [f"/rights/visit/{secret}" for secret in tickets],
        "/rights/code/427155418261": [f"/rights/code/{code}" for code in town.codes + town.applications],
        "/kiosk/door/unknown": [f"/kiosk/door/{secret}" for secret in tickets],
        "/track/427155418261": [f"/track/{code}" for code in town.codes + town.applications],
        "/messages/filed/427155418261": [f"/messages/filed/{code}" for code in town.codes],
        "/kiosk/services/info_desk": [f"/kiosk/services/{code}" for code in town.services],
        "/appointments/services/info_desk": ["/appointments/services/building_permit"],
        "/appointments/unknown": [f"/appointments/{secret}" for secret in (APPOINTMENT, WITHDRAWN)],
    }


def _stickers() -> list[str]:
    """Codes of the first objects of the first office; among them one that is broken."""
    return [code for (code,) in db.session().query(Amenity.code).order_by(Amenity.id).limit(3)]


def forms(html: str, typed: str = HOSTILE) -> Iterator[Form]:
    """The forms of a page with markup or ``typed`` wherever a person types, each with the token that it carries. Those
    of a counter are sent by its script, with the token of the page."""
    for form in Forms(html).found:
        if form.action.startswith("/") and not form.action.partition("?")[0].endswith(LEFT_OUT):
            form.values.update(dict.fromkeys(form.typed, typed))
            if "<counter-panel" in html:
                form.token = re.search(r'name="csrf-token" content="([^"]+)"', html)[1]
            yield form


def send(comes: Browser, form: Form) -> Iterator[object]:
    """The answer to a form, and the page it leads to."""
    answer = comes.post(form.action, data={**form.values, "csrf_token": form.token})
    yield answer
    if answer.status_code == 303 and answer.location.startswith("/"):
        yield comes.get(answer.location)


def raw(answer: object) -> list[str]:
    """What a browser would take for markup of ours in an answer; also that its form had no valid token."""
    if answer.mimetype not in ("text/html", "application/json"):
        return []
    html = (answer.json.get("html") or "") if answer.is_json and isinstance(answer.json, dict) else answer.text
    forged = ["no token"] if answer.status_code == 400 else []
    return forged + (["<script>"] if "<script>alert" in html else []) + Markup(html).forbidden
