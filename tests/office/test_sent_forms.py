"""A form that creates something, sent twice, creates it once; with other content it says so and loses nothing."""

import io
import re

import pytest

from deskq.alerts.models import DutyPerson
from deskq.announcements.models import Announcement
from deskq.application_exchange import staging
from deskq.application_exchange.models import ApplicationImport
from deskq.core.extensions import db
from deskq.half_year.models import CorrectiveAction
from deskq.queue.hall.models import CounterLine
from deskq.staff import queries as staff_queries
from deskq.staff.training.models import Training
from deskq.webhooks.models import Webhook
from tests.tools.admin_pages import ANNOUNCEMENT

HALF = "/manage/half-year/1405-2/actions"
TABLE = "key,service,opened_at\nZZ1,building_permit,1404/02/02\n"
#: What is created: the page of the form, its address, who sends it, fields, one of them with another text.
FORMS = {
    CorrectiveAction: (f"{HALF}/new", HALF, "mayor", {"what_fa": "آ", "due": "1406/03/01"}, {"what_fa": "ب"}),
    Announcement: (
        "/manage/announcements/new", "/manage/announcements", "supervisor", ANNOUNCEMENT, {"text_fa": "متنی دیگر"},
    ),
    Webhook: (
        "/manage/webhooks", "/manage/webhooks", "admin",
        {"url": "https://one.example.ir/"}, {"url": "https://other.example.ir/"},
    ),
    Training: (
        "/manage/training", "/manage/training", "supervisor",
        {"subject": "آ", "trained_on": "1405/06/01", "trainer": "پ"}, {"subject": "ب"},
    ),
    DutyPerson: (
        "/manage/alerts", "/manage/alerts/duty", "supervisor",
        {"name": "رضا", "phone": "09121234567"}, {"phone": "09121234568"},
    ),
    ApplicationImport: ("/manage/imports", "/manage/imports", "admin", {"kind": "applications"}, {"kind": "files"}),
}  # fmt: skip


@pytest.fixture(params=FORMS, ids=lambda model: model.__name__)
def form(request, sign_in, units):
    """``form()``: send the form of a page; ``form(text_fa="x")`` with another text, ``form(file="x")`` another file."""
    page, address, role, fields, other = FORMS[request.param]
    sender = sign_in(role)
    usual = fields | {"request_key": key_in(sender.get(page).text)}
    if request.param is CorrectiveAction:
        usual["unit_id"] = str(units["civil_works"])
    if request.param is Training:
        usual["people"] = str(staff_queries.person_by_name(db.session(), "karimi").id)

    def send(file: str = TABLE, **more: str):
        files = {"file": (io.BytesIO(file.encode()), "t.csv")} if request.param is ApplicationImport else {}
        return sender.post(address, data=usual | more | files, content_type="multipart/form-data")

    send.model, send.other = request.param, other
    return send


def key_in(page: str) -> str:
    return re.search(r'name="request_key" value="([^"]+)"', page)[1]


def count(form) -> int:
    db.session.rollback()
    return db.session().query(form.model).count()


def test_sent_twice_it_creates_one_and_with_other_content_it_is_told_and_can_be_sent_once_more(form):
    first, second = form(), form()

    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.status_code < 400
    assert secret_in(first.text) == secret_in(second.text)
    assert count(form) == 1

    other = form(**form.other)
    assert (other.status_code, count(form)) == (409, 1)
    assert "با محتوای دیگری فرستاده و ثبت شده است" in other.text
    assert next(iter(form.other.values())) in other.text
    assert form(**form.other, request_key=key_in(other.text)).status_code < 400
    assert count(form) == 2


def test_a_form_with_a_mistake_keeps_its_key(form):
    answer = form(**dict.fromkeys(form.other, ""), request_key="k" * 24)

    assert answer.status_code == 422
    assert key_in(answer.text) == "k" * 24


def test_another_file_is_other_content_and_a_file_sent_twice_is_kept_once(sign_in, office):
    admin, before = sign_in("admin"), imports_of_folder()

    def send(content: str):
        data = {"kind": "applications", "file": (io.BytesIO(content.encode()), "t.csv"), "request_key": "k" * 24}
        return admin.post("/manage/imports", data=data, content_type="multipart/form-data").status_code

    assert [send(TABLE), send(TABLE), send(TABLE.replace("1", "2"))] == [303, 303, 409]
    assert len(imports_of_folder() - before) == 1


def imports_of_folder() -> set[str]:
    """Each has a few files of one name."""
    return {path.stem for path in staging.folder().iterdir()}


def secret_in(page: str) -> list[str]:
    return re.findall(r"whsec_[A-Za-z0-9+/=]+", page)


def lines() -> list[str]:
    """Texts of what was sent, each time to one counter or to all."""
    db.session.rollback()
    return sorted(text for text, _ in set(db.session().query(CounterLine.text, CounterLine.sequence)))


def test_a_line_of_the_hall_sent_twice_is_sent_once_and_can_be_withdrawn(sign_in, office):
    supervisor = sign_in("supervisor")
    to_one, to_all = keys_in(supervisor.get("/manage").text)

    for _ in range(2):
        supervisor.post("/manage/hall/counters/2/line", data={"text": "یک", "request_key": to_one})
        page = supervisor.post("/manage/hall/lines", data={"text": "همه", "request_key": to_all}, follow_redirects=True)

    assert lines() == ["همه", "یک"]
    supervisor.post(max(re.findall(r"/manage/hall/lines/\d+/withdrawal", page.text)))
    assert lines() == ["یک"]


def test_another_line_with_the_same_key_is_told_and_its_text_can_be_copied(sign_in, office):
    supervisor, here = sign_in("supervisor"), {"Referer": "http://localhost/manage"}
    supervisor.post("/manage/hall/lines", data={"text": "یک", "request_key": "k" * 24})

    answer = supervisor.post("/manage/hall/lines", data={"text": "دو", "request_key": "k" * 24}, headers=here)

    assert (answer.status_code, lines()) == (409, ["یک"])
    assert "دو</textarea>" in answer.text
    assert 'href="/manage"' in answer.text


def keys_in(page: str) -> tuple[str, str]:
    """Of the form of counter 2, and of the form for all counters."""
    of = {one: key_in(page[page.index(one) :]) for one in ('id="hall-act-2"', 'id="line-to-all"')}
    return of['id="hall-act-2"'], of['id="line-to-all"']
