"""Two people edit one thing: the second is shown both values, and overwrites the first only knowingly."""

import html
import re

import pytest

from deskq.access.devices.models import Device
from deskq.access.devices.service import pair_demo_device
from deskq.alerts.models import DutyPerson
from deskq.announcements.models import Announcement
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import half_years
from deskq.half_year.rules.findings import SUBJECT, Source
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, findings, versions
from deskq.half_year.service.findings import FindingInput
from deskq.message_settings.models import Category
from deskq.messages.service.create import register
from deskq.messages.service.message_input import MessageInput
from deskq.office.models import Opening, SpecialDay
from deskq.saved_reports.models import SavedReport
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from tests.conftest import PASSWORD
from tests.office.admin.edit_forms import EDITS, HALF, OTHERS, WHOLE, Edit
from tests.tools.admin_pages import ANNOUNCEMENT
from tests.tools.browsers import Browser
from tests.tools.forms import SentForm, form_of

QUESTION = {"code": "which", "name_fa": "کدام؟", "category_id": "1", "kind": "text", "position": "1"}


def test_every_form_under_manage_is_in_one_of_the_tables(app):
    """A new form that edits stored values must carry a revision, and belongs in ``EDITS``."""
    posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.rule.startswith(("/manage", "/account"))
    }

    others = {f"{page}.{verb}" for page, verbs in OTHERS.items() for verb in verbs.split()}
    assert posts == set(EDITS) | set(WHOLE) | others


@pytest.fixture
def editor(browser):
    """``editor()`` is another browser of an admin, ``editor("mayor")`` one of the mayor."""

    def come(name: str = "admin") -> Browser:
        made = browser()
        assert made.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
        return made

    return come


@pytest.fixture
def ids(app, office, editor, look) -> dict[str, int]:
    """Ids of what the pages above edit; what the demo office does not have is added."""
    admin = editor()
    for path, fields in (
        ("/manage/announcements", ANNOUNCEMENT),
        ("/manage/calendar/days", {"day": "1405/09/20", "reason_fa": "تعطیل"}),
        ("/manage/messages/answers", {"code": "done", "name_fa": "شد", "text_fa": "شد", "position": "1"}),
        ("/manage/reports/saved", {"name": "هفتگی", "what": "visits", "period": "week"}),
        ("/manage/alerts/duty", {"name": "سارا", "phone": "09121234567", "on_duty": "1"}),
        ("/manage/messages/questions", QUESTION),
        ("/manage/messages/boxes", {"code": "door", "name_fa": "در", "position": "1", "offered": "1"}),
        ("/manage/messages/districts", {"code": "old", "name_fa": "کهنه", "position": "1", "offered": "1"}),
    ):
        assert admin.post(path, data=fields).status_code == 303, path
    pair_demo_device(office, "kiosk", "a secret of this kiosk", None)
    session = look()

    def first(model, *conditions) -> int:
        return int(session.query(model.id).filter(*conditions).order_by(model.id).first()[0])

    return {
        "announcement": first(Announcement), "day": first(SpecialDay), "device": first(Device),
        "duty": first(DutyPerson), "saved": first(SavedReport), "finding": _found(office),
        "opening": first(Opening), "person": first(Person, Person.role == "clerk"),
        **_promised(office),
    }  # fmt: skip


def _promised(office: int) -> dict[str, int]:
    """Ids of a reviewed action of a half-year whose figures are frozen, and of one that is not reviewed yet."""
    person, half = staff_queries.person_by_name(db.session(), "mayor").id, half_years.parse(HALF)
    versions.freeze(office, "person:1", person, half)
    versions.write_headline(office, "person:1", half, "سر خط", "")
    fields = {"what_fa": "کار", "what_en": "", "proof_fa": "", "proof_en": "", "unit_id": 1, "category_id": None}
    made = actions.promise(office, "person:1", half, None, fields | {"due": half.after.last})
    other = actions.promise(office, "person:1", half, None, fields | {"due": half.after.last})
    actions.review(office, "person:1", person, made.id, Review("not_kept", None, None, "چرا", ""))
    return {"action": made.id, "open_action": other.id}


def _found(office: int) -> int:
    """Id of a finding about the subject of one message."""
    category = db.session().query(Category).first()
    content = MessageInput(kind="request", channel="web", body="x", address="x", category_id=category.id)
    register(office, "citizen", content, "a message for a finding")
    given = FindingInput("یافته", "", [Source(SUBJECT, category.code, None)])
    return findings.write(office, "person:1", half_years.containing(clock.today()), None, given).id


def opened(comes: Browser, edit: Edit, ids: dict[str, int]) -> SentForm:
    path = edit.page.format(**ids)
    answer = comes.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return form_of(answer.text, (edit.action or path).format(**ids))


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def shown(edit: Edit, value: str | list[str]) -> str:
    """What the page calls a value: a box that is ticked has a word for it, and so has a choice."""
    words = {"1": "ticked"} | (edit.words or {})
    return " , ".join(words.get(one, one) for one in several(value))


@pytest.mark.parametrize("endpoint", EDITS)
def test_the_second_of_two_editors_is_shown_both_values_and_saves_knowingly(editor, ids, endpoint):
    edit = EDITS[endpoint]
    one, other = editor(edit.by), editor(edit.by)
    mine, theirs = opened(one, edit, ids), opened(other, edit, ids)
    assert other.post(theirs.action, data=theirs.changed(**edit.first)).status_code == 303

    refused = one.post(mine.action, data=mine.changed(**edit.second))

    assert refused.status_code == 409
    said = text_of(refused.text)
    assert "Somebody else changed this while you were editing it." in said
    kept = form_of(refused.text, mine.action)
    for name, value in edit.second.items():
        assert kept.values.getlist(name) == several(value), "what was typed is kept"
        assert f"Yours: {shown(edit, value)}" in said
    for value in edit.first.values():
        assert f"Stored now: {shown(edit, value)}" in said
    assert kept.buttons[-1] == "Save mine anyway"
    discarding = re.search(r'<a href="([^"]+)">Keep what is stored and discard mine', refused.text)[1]
    assert one.get(html.unescape(discarding)).status_code == 200
    after = opened(one, edit, ids | {"opening": kept.values.get("rows", "")}).values
    assert all(after.getlist(name) == several(value) for name, value in edit.first.items()), (
        "the first one's values still stand"
    )

    again = one.post(kept.action, data=kept.values)

    assert again.status_code == 303, text_of(again.text)


@pytest.mark.parametrize("endpoint", EDITS)
def test_who_edits_alone_is_not_asked(editor, ids, endpoint):
    edit = EDITS[endpoint]
    one = editor(edit.by)
    form = opened(one, edit, ids)

    assert form.values["revision"]
    assert one.post(form.action, data=form.changed(**edit.second)).status_code == 303


def test_a_third_edit_is_shown_too(editor, ids):
    edit, one, other = EDITS["manage_settings.save"], editor(), editor()
    mine = opened(one, edit, ids)
    for minutes in ("41", "42"):
        theirs = opened(other, edit, ids)
        other.post(theirs.action, data=theirs.changed(bound_minutes=minutes))
        refused = one.post(mine.action, data=mine.changed(hold_minutes="19"))
        assert refused.status_code == 409
        assert f"Stored now: {minutes}" in text_of(refused.text)
        mine = form_of(refused.text, "/manage/settings")

    assert one.post("/manage/settings", data=mine.values).status_code == 303


def test_wrong_input_keeps_the_revision_that_the_form_began_from(editor, ids):
    edit, one, other = EDITS["manage_settings.save"], editor(), editor()
    mine, theirs = opened(one, edit, ids), opened(other, edit, ids)
    other.post(theirs.action, data=theirs.changed(bound_minutes="41"))

    wrong = one.post("/manage/settings", data=mine.changed(hold_minutes="many"))

    assert wrong.status_code == 422
    corrected = form_of(wrong.text, "/manage/settings").changed(hold_minutes="19")
    assert one.post("/manage/settings", data=corrected).status_code == 409


def test_a_refused_edit_writes_nothing(editor, ids, office):
    edit, one, other = EDITS["manage_people.save"], editor(), editor()
    mine, theirs = opened(one, edit, ids), opened(other, edit, ids)
    other.post(theirs.action, data=theirs.changed(name="سارا"))
    db.session.remove()
    before = journal.position(db.session(), office)

    assert one.post(mine.action, data=mine.changed(name="زهرا")).status_code == 409

    db.session.remove()
    assert journal.position(db.session(), office) == before


def test_hours_saved_knowingly_replace_those_that_somebody_else_set(editor, ids, look, office):
    """Each change of hours makes new rows: mine are saved in the place of theirs, not beside them."""
    edit, one, other = EDITS["manage_calendar.change_openings"], editor(), editor()
    mine, theirs = opened(one, edit, ids), opened(other, edit, ids)
    before = look().query(Opening).filter_by(office_id=office).count()
    other.post(theirs.action, data=theirs.changed(opens="6:30"))
    refused = one.post(mine.action, data=mine.changed(opens="9:15"))
    assert refused.status_code == 409

    assert one.post(mine.action, data=form_of(refused.text, mine.action).values).status_code == 303
    rows = look().query(Opening).filter_by(office_id=office).all()
    assert len(rows) == before
    assert (9 * 60 + 15 in [row.opens for row in rows], 6 * 60 + 30 in [row.opens for row in rows]) == (True, False)


@pytest.mark.parametrize("endpoint", EDITS)
def test_a_form_without_its_revision_is_refused_and_changes_nothing(editor, ids, office, endpoint):
    edit = EDITS[endpoint]
    admin = editor(edit.by)
    form = opened(admin, edit, ids)
    db.session.remove()
    before = journal.position(db.session(), office)

    answer = admin.post(f"{form.action.partition('?')[0]}?lang=en", data=form.changed(**edit.first, revision=""))

    assert answer.status_code == 400
    assert "We cannot tell whether somebody else has changed this" in text_of(answer.text)
    db.session.remove()
    assert journal.position(db.session(), office) == before
