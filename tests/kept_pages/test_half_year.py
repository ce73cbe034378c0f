"""Half-year reports from the first code to a corrected version, and what citizens read of it."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from deskq.coding import queries as coding_queries
from deskq.coding import service as coding
from deskq.coding.service import Code, Coder
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.queries import findings as queries
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, versions
from deskq.messages.models import Message
from deskq.staff import queries as staff_queries
from tests.half_year.conftest import AFTER, half, said
from tests.half_year.needed_findings import write_needed
from tests.kept_pages.casework import look, marked_names
from tests.kept_pages.check import check

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["half", "look", "marked_names", "said"]
NEXT = datetime(2027, 9, 25, 6, 30, tzinfo=UTC)
CAUSES = ("no_budget", "long_queue")
PAGE = "/manage/half-year/1405-2"


@pytest.fixture(autouse=True)
def same_draw(monkeypatch):
    """The same items are drawn in each run."""
    monkeypatch.setattr(coding, "RANDOM", random.Random(1405))


@pytest.fixture
def by(office):
    """``by("mayor")``: how the journal names them, and their id."""

    def person(name: str) -> tuple[int, str, int]:
        found = staff_queries.person_by_name(db.session(), name)
        return office, f"person:{found.id}", found.id

    return person


@pytest.fixture
def promise(office, units):
    def make(half: Half, what: str, **more: object) -> int:
        write_needed(office, half)
        fields = {"what_fa": what, "what_en": what, "proof_fa": "", "proof_en": "", "unit_id": units["civil_works"],
                  "category_id": None, "due": half.after.last, **more}  # fmt: skip
        return actions.promise(office, "person:1", half, None, fields).id

    return make


def test_a_report_from_its_freezing_to_its_correction(scene, said, half, by, promise, about, file):
    report, mayor = scene("half-year"), by("mayor")
    public = "/published/1405-2"
    texts = {"headline_fa": "آسفالت هنوز ضعف ماست <i>", "headline_en": "Asphalt is still weak"}

    clock.fix(AFTER)
    for who in ("mayor", "supervisor", "operator"):
        report.look(who, PAGE, "/manage/half-year")
    ids = [row.id for row in db.session().query(Message).filter(Message.kind != "report")]
    for one in ids[:10]:
        coding.code(Coder(*by("supervisor")), half.code, "message", one, Code(None, "no_budget"))
    _read_again(by, half, "no_budget")
    versions.freeze(*mayor, half)
    report.look("mayor", PAGE, "/manage/half-year")
    report.send("mayor", f"{PAGE}/headline", headline_fa="", headline_en="")
    report.send("mayor", f"{PAGE}/publication", number=1)
    versions.write_headline(*mayor[:2], half, *texts.values())
    report.send("mayor", f"{PAGE}/actions", what_fa="")
    subject = about().category_by_code["asphalt"].id
    proof = {"proof_fa": "سنجش خیابان‌ها <i>", "proof_en": "Streets are measured", "category_id": subject}
    kept, late, left = (promise(half, f"potholes {n}", **(proof if n else {})) for n in range(3))
    report.look("mayor", PAGE, f"/manage/half-year/actions/{kept}", f"/manage/half-year/actions/{late}")
    report.look("supervisor", PAGE)
    versions.publish(*mayor, half)
    finding = queries.findings(db.session(), by("mayor")[0], half)[0].row.id
    for who in ("mayor", "supervisor"):
        report.look(who, PAGE, f"/manage/half-year/findings/{finding}")
    report.look("nobody", public, "/published", "/published/reports", "/", f"{public}?lang=fa")
    for number, one in enumerate(ids[10:]):
        coding.code(Coder(*by("supervisor")), half.code, "message", one, Code(None, CAUSES[number % 2]))
    _read_again(by, half, "long_queue")
    report.send("mayor", f"{PAGE}/correction", correction_fa="", correction_en="")
    versions.correct(*mayor, half, "شمارش حیوان‌ها <i>", "The count of animals")
    report.look("mayor", PAGE)
    versions.publish(*mayor, half)
    report.look("nobody", public, f"{public}?version=1", "/published/reports")
    for _ in range(2):
        file(category="asphalt")
    clock.fix(NEXT)
    after = scene("half-year-next")
    versions.freeze(*mayor, half.after)
    after.look("mayor", "/manage/half-year/1406-1", *(f"/manage/half-year/promises/{one}" for one in (kept, late)))
    after.send("mayor", f"/manage/half-year/promises/{late}", outcome="late", done_day="", why_fa="")
    day = half.after.last
    actions.review(*mayor, kept, Review("kept", day, None, "", ""))
    actions.review(*mayor, late, Review("late", day + timedelta(days=1), None, "بودجه دیر رسید <i>", "Money came late"))
    promise(half.after, "gutters")
    actions.review(*mayor, left, Review("not_kept", None, half.after.after.last, "بودجه نرسید <i>", "No money"))
    after.look("mayor", "/manage/half-year/1406-1")
    versions.write_headline(*mayor[:2], half.after, *texts.values())
    versions.publish(*mayor, half.after)
    after.look("mayor", "/manage/half-year/1406-1")
    after.look("nobody", "/published/1406-1", "/published/reports", public)

    check("half-year", report.pages)
    check("half-year-next", after.pages)


def _read_again(by, half: Half, cause: str) -> None:
    """Draw items, and read those that were not yet read a second time."""
    coding.draw_sample(*by("supervisor")[:2], half.code)
    for row in coding_queries.codings(db.session(), by("mayor")[0], half.code):
        if row.sampled and row.second_cause is None:
            coding.read_again(Coder(*by("inspectorate")), row.id, Code(None, cause))


def test_items_are_coded_and_read_a_second_time(scene, file, half, by, about):
    reading = scene("coding")
    made = [file(category="asphalt", body=f"بودجه نیست و صبر کنید {n}").id for n in range(40)]
    other = file(category="green", body="درخت <i>").id
    subject = about().category_by_code["asphalt"].id
    overview = "/manage/coding/1405-2"

    reading.look("supervisor", overview, f"{overview}/message/{made[0]}")
    for number, one in enumerate(made[:-1]):
        cause = "no_budget" if number % 13 else "long_queue"
        coding.code(Coder(*by("supervisor")), half.code, "message", one, Code(subject, cause))
    reading.look("supervisor", overview, f"{overview}/message/{made[0]}", f"{overview}/message/{made[-1]}")
    reading.look("operator", f"{overview}/message/{other}", overview)
    reading.send("supervisor", f"{overview}/message/{made[-1]}", cause="", turn="")
    drawn = coding.draw_sample(*by("supervisor")[:2], half.code)
    assert drawn == 4
    reading.look("supervisor", overview)
    reading.look("inspectorate", overview, f"{overview}/second")
    _read_again(by, half, "no_budget")
    reading.look("supervisor", overview)

    check("coding", reading.pages)
