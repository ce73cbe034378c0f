"""The way to the forms of commission sessions."""

import re
from datetime import timedelta

from deskq.applications.service import stages
from deskq.applications.service.edit import Action
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.staff import queries as staff_queries
from tests.security.form_ways import Caller, Way
from tests.security.hostile_office import Town
from tests.security.hostile_texts import HOSTILE


def commission(caller: Caller, town: Town) -> Way:
    """A session with a case that was defended and one without a notice, while another waits for it."""
    supervisor, mayor = caller("supervisor"), caller("executive")
    person = staff_queries.person_by_name(db.session(), "mayor").id
    made = []
    for number in range(3):
        typed = {"request_key": f"key-of-case-{number}", "sheet": "art100", "name": "سارا احمدی"}
        typed |= {"phone": "09121234567", "received": ["inspector_report", "identity"]}
        made.append(int(supervisor.post("/applications/new", data=typed).location.split("/")[2]))
        stages.complete(Action(1, f"person:{person}", person, made[-1]), "referral")
    day = jalali.short_date((clock.now() + timedelta(days=3)).date())
    listed, planned = mayor.get("/commissions"), {"commission": "art100", "day": day, "hour": "10:00", "place": "x"}
    planned["members"] = HOSTILE
    session = mayor.post("/commissions/sessions", data=planned).location
    for application in made[:2]:
        mayor.post(f"{session}/agenda", data={"application": application})
    mayor.post("/commissions/items/1/defence", data={"turn": "0", "defence": "x"})
    before = mayor.get(session)
    moved = {"seen": re.search(r'name="seen" value="(\d+)"', before.text)[1], "reason": "x", **planned, "place": "y"}
    mayor.post(f"{session}/move", data={name: moved[name] for name in ("seen", "reason", "day", "hour", "place")})
    return "executive", mayor, [listed, before, mayor.get(session)]
