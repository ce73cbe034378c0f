"""Corrective actions are told before their day and while they are late, to who does them, then to the heads."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.service import actions, progress
from deskq.staff import queries as staff_queries
from tests.alerts.conftest import after, notices

WHAT = "چالهٔ هر خیابان تا ده روز پر می‌شود"


@pytest.fixture
def action(office, units):
    """An action of civil works that "revenue" does, with the clock ten days before its day."""
    half = Half(14052)
    fields = {"what_fa": WHAT, "what_en": "Every pothole is filled within ten days", "proof_fa": "", "proof_en": "",
              "unit_id": units["civil_works"], "category_id": None, "due": half.after.last}  # fmt: skip
    made = actions.promise(office, "person:1", half, None, fields)
    progress.assign(office, "person:1", made.id, person("revenue"))
    after(days=(half.after.last - clock.today()).days - 10)
    return made.id


def person(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id


def test_it_is_told_some_days_before_and_again_when_it_is_late_until_it_is_finished(round_, action, standing, office):
    seen = []
    for days in (0, 4, 6, 1):
        after(days=days)
        round_()
        seen.append(standing())
    assert seen == [[], [("act_due", action)], [("act_due", action)], [("act_late", action)]]

    progress.add_step(office, "person:2", person("revenue"), action, "پر شد", "", True, False)
    round_()
    assert standing() == []


@pytest.mark.parametrize(
    ("days", "told_to"), [(4, ["revenue"]), (12, ["revenue", "civil"]), (19, ["revenue", "civil", "deputy", "mayor"])]
)
def test_it_is_noticed_to_who_does_it_then_to_the_heads_and_when_late_at_the_hall_page(
    open_, round_, action, told, follow, days, told_to
):
    told("act_due", limit=7)
    told("act_late")
    after(days=days)
    pages = {name: open_(name) for name in ("revenue", "civil", "deputy", "mayor", "city", "operator")}
    hall = open_("supervisor", "panel")

    round_()
    follow()

    found = {name: notices(page) for name, page in pages.items()}
    assert [name for name, heard in found.items() if heard] == told_to
    assert {one["address"] for heard in found.values() for one in heard} == {f"/manage/corrective-actions/{action}"}
    if days == 12:
        assert [one["address"] for one in notices(hall)] == ["/manage"]


def test_people_on_duty_get_one_sms_a_week_while_it_is_late(round_, action, told, on_duty, work, gateway):
    told("act_late", repeat=7 * 24 * 60)
    on_duty()
    on_duty("+989121234568", of_messages=False)
    after(days=12)

    for days in (0, 3, 3, 2):
        after(days=days)
        round_()
        work()

    assert [number for number, _ in gateway.taken] == ["+989121234567"] * 2
    assert "روز دیر شده است" in gateway.texts[0]


def test_its_sentences_say_what_whose_and_how_long_and_cut_a_long_text_at_a_word(round_, action, told, look, sentences):
    told("act_due", limit=7)
    said = []
    for days in (9, 1, 1, 2):
        after(days=days)
        round_()
        said += sentences()

    of = "Corrective action “Every pothole is filled within ten days” (Civil works)"
    assert said == [
        f"{of}: 1 day left.", f"{of} is promised for today.", f"{of} is 1 day late.", f"{of} is 3 days late.",
    ]  # fmt: skip

    session = look()
    session.get(CorrectiveAction, action).what_en = "Every pothole " * 10
    session.commit()
    assert "Every pothole Every pothole Every pothole Every pothole…”" in sentences()[0]


def test_kinds_that_are_switched_off_tell_nothing(round_, action, told, standing):
    for kind in ("act_due", "act_late"):
        told(kind, screens=False, texts=False)
    after(days=12)

    round_()

    assert standing() == []
