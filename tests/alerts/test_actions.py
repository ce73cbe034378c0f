"""Corrective actions are told before their day and while they are late, to who does them, then to the heads."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from deskq.alerts import words
from deskq.alerts.queries import stored
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.service import actions, progress
from deskq.staff import queries as staff_queries

WHAT = "چالهٔ هر خیابان تا ده روز پر می‌شود"


@pytest.fixture
def action(office, units):
    """An action of civil works that "revenue" does, with the clock ten days before its day."""
    half = Half(14052)
    fields = {"what_fa": WHAT, "what_en": "Every pothole is filled within ten days", "proof_fa": "", "proof_en": "",
              "unit_id": units["civil_works"], "category_id": None, "due": half.after.last}  # fmt: skip
    made = actions.promise(office, "person:1", half, None, fields)
    progress.assign(office, "person:1", made.id, person("revenue"))
    clock.fix(clock.now() + (half.after.last - timedelta(days=10) - clock.today()))
    return made.id


def person(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id


def after(**time: float) -> None:
    clock.fix(clock.now() + timedelta(**time))


@pytest.fixture
def open_(enter, socket, follow):
    """``open_("revenue")``: the socket of that person's inbox (or another screen), up to date."""

    def watch(name: str, screen: str = "inbox"):
        made = socket(enter(name))
        assert made.watch(screen)["ok"]
        follow()
        made.heard()
        return made

    return watch


def notices(page) -> list[dict[str, object]]:
    return [what for name, what in page.heard() if name == "notice"]


def test_it_is_told_some_days_before_and_again_when_it_is_late(round_, action, standing):
    seen = []
    for days in (0, 4, 6, 1):
        after(days=days)
        round_()
        seen.append(standing())

    assert seen == [[], [("act_due", action)], [("act_due", action)], [("act_late", action)]]


def test_one_that_is_finished_is_told_no_more(round_, action, standing, office):
    after(days=12)
    round_()
    assert standing() == [("act_late", action)]

    progress.add_step(office, "person:2", person("revenue"), action, "پر شد", "", True, False)
    round_()

    assert standing() == []


@pytest.mark.parametrize(
    ("days", "told_to"),
    [(4, ["revenue"]), (12, ["revenue", "civil"]), (19, ["revenue", "civil", "deputy", "mayor"])],
)
def test_it_is_noticed_to_who_does_it_then_to_the_heads(open_, round_, action, told, follow, days, told_to):
    told("act_due", limit=7)
    told("act_late")
    after(days=days)
    pages = {name: open_(name) for name in ("revenue", "civil", "deputy", "mayor", "city", "operator")}

    round_()
    follow()

    found = {name: notices(page) for name, page in pages.items()}
    assert [name for name, heard in found.items() if heard] == told_to
    assert {one["address"] for heard in found.values() for one in heard} == {f"/manage/corrective-actions/{action}"}


def test_the_hall_page_is_noticed_of_it(open_, round_, action, told, follow):
    told("act_late")
    after(days=12)
    page = open_("supervisor", "panel")

    round_()
    follow()

    (notice,) = notices(page)
    assert notice["address"] == "/manage"


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


def test_its_sentences_say_what_whose_and_how_long(round_, action, office, told):
    told("act_due", limit=7)
    said = []
    for days in (9, 1, 1, 2):
        after(days=days)
        round_()
        with force_locale("en"):
            said += words.sentences(db.session(), office, stored.active(db.session(), office))

    of = "Corrective action “Every pothole is filled within ten days” (Civil works)"
    assert said == [
        f"{of}: 1 day left.",
        f"{of} is promised for today.",
        f"{of} is 1 day late.",
        f"{of} is 3 days late.",
    ]


def test_a_long_text_is_cut_at_a_word(round_, action, office, told, look):
    from deskq.half_year.models import CorrectiveAction

    session = look()
    session.get(CorrectiveAction, action).what_en = "Every pothole " * 10
    session.commit()
    after(days=12)
    round_()

    with force_locale("en"):
        (said,) = words.sentences(db.session(), office, stored.active(db.session(), office))

    assert "Every pothole Every pothole Every pothole Every pothole…”" in said


def test_kinds_that_are_switched_off_tell_nothing(round_, action, told, standing):
    for kind in ("act_due", "act_late"):
        told(kind, screens=False, texts=False)
    after(days=12)

    round_()

    assert standing() == []
