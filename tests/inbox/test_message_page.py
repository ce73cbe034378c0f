"""The page of one message and its actions."""

import re
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.jalali import short_date
from deskq.messages import tracking_code
from deskq.messages.queries import deadlines
from deskq.messages.queries import message as message_queries
from deskq.messages.service import reclassify, refer
from deskq.messages.service.reclassify import Classification
from deskq.staff import queries as staff_queries
from tests.tools.forms import form_of


def test_every_action_on_a_message_works_by_its_button(sign_in, file, units, now_of):
    message = file(category="asphalt").id

    def push(name: str, noun: str, **form: object) -> None:
        form["turn"] = now_of(message).turn
        assert sign_in(name).post(f"/inbox/{message}/{noun}", data=form).status_code == 303

    push("operator", "referral", unit=units["civil_works"], note="بازدید")
    push("civil", "acceptance")
    push("civil", "assignment", person=now_of(message).person_id)
    day = short_date(now_of(message).due_at.astimezone(clock.zone()).date() + timedelta(days=30))
    push("civil", "extension", day=day, words="قطعه در راه است")
    push("civil", "sorting", kind="criticism", address="خیابان سعدی")
    push("civil", "passing-on", unit=units["green_space"], note="فضای سبز است")
    push("deputy", "answer", outcome="explained", words="رسیدگی شد.")

    made = now_of(message)
    assert (made.state, made.kind, made.unit_id) == ("answered", "criticism", units["green_space"])
    assert [step.verb for step in message_queries.steps(db.session(), message)] == [
        *("register", "refer", "accept", "assign", "extend", "sort", "pass_on", "cover", "answer")
    ]


def test_an_action_corrected_after_wrong_input_does_not_undo_that_of_a_colleague(sign_in, file, units, action, now_of):
    made = file(category="asphalt")
    operator, at = sign_in("operator"), f"/inbox/{made.id}/sorting"
    form = form_of(operator.get(f"/inbox/{made.id}").text, at)
    content = Classification("suggestion", made.category_id, "خیابان سعدی", None, None, None)
    reclassify.reclassify(action("supervisor", made), content)

    wrong = operator.post(at, data=form.changed(kind=["criticism"], district=["x"]))
    corrected = operator.post(at, data=form_of(wrong.text, at).changed(kind=["criticism"]))

    assert (wrong.status_code, corrected.status_code) == (422, 409)
    assert now_of(made.id).kind == "suggestion"


@pytest.mark.parametrize(
    ("share", "end", "filled", "late", "words"),
    [(0.0, 100, 0, None, "0 percent"), (0.4, 100, 40, None, "40 percent"), (0.85, 100, 85, None, "85 percent"),
     (1.0, 100, 100, None, "100 percent"), (1.6, 160, 100, 60, ">Now<")],
)  # fmt: skip
def test_the_bar_ends_at_the_deadline_or_for_a_late_message_beyond_it(
    sign_in, referred, monkeypatch, share, end, filled, late, words
):
    monkeypatch.setattr(deadlines, "share_used", lambda *_args: share)

    text = sign_in("civil").get(f"/inbox/{referred.id}?lang=en").text

    bar = text.partition('<figure class="due-bar"')[2].partition("</figure>")[0]
    assert f'viewBox="0 0 {end} 14"' in bar
    assert re.search(rf'class="due-bar-used" x="0" y="4" width="{filled}"', bar)
    assert (f'class="due-bar-late" x="100" y="4" width="{late}"' in bar) == (late is not None)
    assert re.findall(r'data-at="(\d+)" x1="(\d+)"', bar) == [("100", "100")]
    assert re.search(rf'<text x="{100 / end * 100:.1f}\d*%".*>Deadline</text>', bar)
    assert words in bar


def test_a_duplicate_is_linked_by_its_code(sign_in, file, referred, now_of):
    again, report, client = file(category="asphalt"), file("report", body="رشوه"), sign_in("operator")

    for code, status in ((tracking_code.new(), 422), (report.code, 422), ("123456789012", 422), (referred.code, 303)):
        answer = client.post(f"/inbox/{again.id}/duplicate", data={"turn": again.turn, "code": code})
        assert answer.status_code == status, code

    assert now_of(again.id).duplicate_of_id == referred.id


def test_the_timeline_names_substitutes(sign_in, referred, action, on_leave):
    name = staff_queries.person_by_name(db.session(), "civil").name
    on_leave("civil", "city")
    refer.accept(action("city", referred))

    page = sign_in("operator").get(f"/inbox/{referred.id}?lang=en").text

    assert f"in place of {name}" in page


def test_text_and_point_are_shown_on_the_page_and_on_the_work_order(sign_in, file):
    made = file(lat=36_070_123, lon=49_700_456)
    client = sign_in("operator")

    page = client.get(f"/inbox/{made.id}?lang=en").text
    assert "چاله در خیابان امام" in page
    assert "geo:36.070123,49.700456" in page
    assert "36.07012, 49.70046" in client.get(f"/inbox/{made.id}/work-order?lang=en").text


@pytest.mark.parametrize("day", ["1499/01/01", "1406/10/01"])
def test_an_extension_beyond_a_year_is_refused(sign_in, referred, now_of, day):
    promised = referred.due_at

    answer = sign_in("civil").post(
        f"/inbox/{referred.id}/extension", data={"turn": referred.turn, "day": day, "words": "قطعه در راه است"}
    )

    assert answer.status_code == 422
    assert 'id="extend-day-problem"' in answer.text
    assert "قطعه در راه است" in answer.text
    assert now_of(referred.id).due_at == promised
