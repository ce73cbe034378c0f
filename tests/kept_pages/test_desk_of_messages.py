"""Calls about answers, boxes and their openings, follow-ups of a visit, data of a person, and what rules erase."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import redaction
from deskq.core.extensions import db
from deskq.core.personal_data import Subject
from deskq.core.transactions import transaction
from deskq.data_requests import service as person_data
from deskq.data_requests.cli import CONSOLE
from deskq.messages.models import Feedback, Message
from deskq.ops import retention_job
from deskq.paper_boxes import service as boxes
from deskq.paper_boxes.models import Box
from deskq.paper_boxes.service import OpeningInput
from deskq.portal import service as portal
from deskq.staff.models import Person
from deskq.units.models import Unit
from tests.feedback_calls.answered_messages import answered
from tests.kept_pages.casework import look, marked_names, own_folder
from tests.kept_pages.check import check
from tests.paper_boxes.openings import opening, person

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["answered", "look", "marked_names", "opening", "own_folder", "person"]
KEY = "a-key-of-a-page-of-a-desk"


def test_calls_about_answers(scene, answered, look, file):
    calling = scene("call")
    first, second = answered().id, answered().id
    plain = answered().id
    with transaction(look().query(Message).first().office_id, "test") as tx:
        row = tx.session.get_one(Feedback, plain)
        message = tx.session.get_one(Message, row.message_id)
        message.category_id, message.outcome = None, None

    calling.look("operator", "/calls")
    calling.send("operator", f"/calls/{plain}/beginning")
    calling.send("operator", f"/calls/{plain}", outcome="dissatisfied", note="")
    calling.send("operator", f"/calls/{plain}", outcome="no_answer")
    calling.send("operator", f"/calls/{first}", outcome="satisfied")
    calling.send("operator", f"/calls/{second}/beginning")
    calling.look("host", "/calls")
    calling.send("operator", f"/calls/{second}", outcome="satisfied", note="خوب بود")
    calling.look("operator", "/calls")
    clock.fix(clock.now() + timedelta(hours=3))
    again = scene("call-again")
    again.look("operator", "/calls")
    again.send("operator", f"/calls/{plain}/beginning")

    check("call", calling.pages)
    check("call-again", again.pages)


def test_a_box_is_opened_and_closed(scene, opening, person, office, look):
    opened = scene("box")
    address, operator = f"/boxes/openings/{opening}", person("operator")
    box = look().query(Box).first().id

    opened.look("operator", address, "/boxes", f"{address}/minutes")
    opened.send("operator", f"/boxes/{box}/openings", slips="x", minutes="", others="", request_key=KEY)
    opened.send("operator", f"{address}/slips", kind="suggestion", body="", request_key=KEY)
    opened.send("operator", f"{address}/slips", kind="request", category="", body="x", phone="12", request_key=KEY)
    opened.send("operator", f"{address}/slips", kind="suggestion", body="چراغ نیست", request_key=KEY)
    for number in range(9):
        boxes.add_empty_slip(office, f"person:{operator}", operator, opening, f"empty {number}")
    opened.look("operator", address)
    opened.send("operator", f"{address}/closing", difference="")
    opened.send("operator", f"{address}/closing", difference="بیشتر بود")
    with transaction(office, "test") as tx:
        tx.session.get_one(Box, box).offered = False
        tx.config_changed()
    silent = OpeningInput(box, 1, [person("supervisor")], "", "")
    opened.look("operator", "/boxes", f"/boxes/{box}")
    with transaction(office, "test") as tx:
        tx.session.get_one(Box, box).offered = True
        tx.config_changed()
    whole = boxes.open_box(office, f"person:{operator}", operator, silent, KEY).id
    boxes.add_empty_slip(office, f"person:{operator}", operator, whole, "one of one")
    opened.look("operator", f"/boxes/openings/{whole}", f"/boxes/openings/{whole}/minutes")
    boxes.close_opening(office, f"person:{operator}", operator, whole, "")
    opened.look("operator", f"/boxes/openings/{whole}/minutes", "/boxes", f"/boxes/{box}")

    check("box", opened.pages)


def test_what_follows_a_rating(scene, visit):
    following = scene("followup")
    for score, kind in ((1, "complaint"), (5, "praise")):
        token, _ = visit(score)
        address = f"/t/{token}/{kind}"
        following.look("nobody", f"/t/{token}", address)
        following.send("nobody", address)
        following.send("nobody", f"{address}/words", words="", phone="12", name="x")
        following.send("nobody", f"{address}/words", words="ممنون", phone="", name="رضا")
        following.look("nobody", address)
    following.look("operator", "/inbox?tab=all")

    check("followup", following.pages)


def test_data_of_a_person(scene, file, office):
    asking = scene("person-data")
    file("complaint", category="asphalt")
    form = {"phone": "09121234567", "why": "نامهٔ ۱۲ <i>"}

    asking.send("inspectorate", "/manage/person", phone="12", why="")
    asking.send("inspectorate", "/manage/person", phone="09350000000", why="x")
    asking.send("inspectorate", "/manage/person", **form)
    asking.send("inspectorate", "/manage/person/erasure", **form, tail="1")
    ended = file("complaint", phone="09350000001")
    portal.withdraw(office, ended.id)
    asking.send("inspectorate", "/manage/person", phone="09350000001", why="نامهٔ ۱۳ <i>")
    person_data.export_data(office, CONSOLE, Subject(phone="+989350000001"), "نامهٔ ۱۴ <i>")
    with transaction(office, CONSOLE) as tx:
        redaction.strike(tx, {"نامهٔ ۱۴ <i>"}, "نام کسی <i>")
    asking.look("inspectorate", "/manage/person/looks", "/manage/person/struck")

    check("person-data", asking.pages)


def test_who_belongs_to_no_unit(scene, office, file):
    alone = scene("no-unit")
    with transaction(office, "test") as tx:
        tx.session.query(Person).update({"unit_id": None})
        tx.session.query(Unit).update({"head_id": None})
        tx.config_changed()
    for who in ("civil", "planner", "operator", "clerk", "mayor", "supervisor"):
        alone.look(who, "/inbox", "/applications", "/inspections", "/commissions", "/inspections/mine")

    filed = [file("complaint", category="asphalt"), file(category="asphalt")]
    made, codes = [one.id for one in filed], [one.code for one in filed]
    alone.look("operator", *(f"/inbox/{one}" for one in made))
    alone.look("inspectorate", *(f"/inbox/{one}" for one in made))
    alone.look("nobody", *(f"/track/{code}" for code in codes))

    check("no-unit", alone.pages)


def test_what_is_left_after_the_rules_of_retention(scene, town, own_folder):
    erased = scene("erased")
    codes = [*town.codes[::6], *town.applications[::8]]
    clock.fix(clock.now() + timedelta(days=365 * 8))
    retention_job.remove_due()
    db.session.remove()

    erased.look("nobody", *(f"/track/{code}" for code in codes))
    erased.look("operator", *(f"/inbox/{one}" for one in town.ids["message"][::9]), "/inbox?tab=all&state=closed")
    applications = town.ids["application"][::8]
    erased.look("clerk", *(f"/applications/{one}" for one in applications), f"/applications/{applications[0]}/receipt")
    erased.look("planner", *(f"/commissions/sessions/{one}/minutes" for one in town.ids["commission_session"]))
    erased.look("inspectorate", "/manage/person/looks")

    check("erased", erased.pages)
