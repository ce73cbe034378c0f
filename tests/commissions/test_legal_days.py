"""The days that hang on a law are those that the town has confirmed; what was served or promised keeps its day."""

from datetime import date, timedelta

from deskq.applications.service import endings
from deskq.commissions.models import CommissionItem
from deskq.commissions.service import items, sessions
from deskq.service_sheets.rules.legal_days import USUAL, Days
from deskq.service_sheets.service import legal_days
from tests.tools.forms import form_of

TODAY = date(2026, 11, 24)
PAGE = "/manage/sheets/days"


def test_a_notice_opens_the_days_of_the_town_and_one_served_before_keeps_its_day(case, session, secretary, look):
    first, second = (sessions.add_item(secretary, session, case()).id for _ in range(2))
    items.serve_notice(secretary, first, "in_person", TODAY)

    legal_days.save(secretary.office_id, "test", Days(defence=20))
    items.serve_notice(secretary, second, "in_person", TODAY)

    until = {one: look().get(CommissionItem, one).defence_until for one in (first, second)}
    assert until == {first: TODAY + timedelta(days=USUAL.defence), second: TODAY + timedelta(days=20)}


def test_an_objection_to_a_refusal_is_decided_in_the_working_days_of_the_town(office, opened, action, now_of):
    ends = []
    for days in (USUAL, Days(objection_decision=20)):
        legal_days.save(office, "test", days)
        made = opened()
        endings.refuse(action("planner", made), "کاربری ملک فضای سبز است.")
        endings.object_to_refusal(action("karimi", made), "نامهٔ تغییر کاربری دارم.")
        ends.append(now_of(made.id).due_at)

    assert ends[1] - ends[0] == timedelta(days=5)  # this office is open every day


def test_an_admin_changes_them_on_a_page(sign_in, office):
    admin = sign_in("admin")
    shown = form_of(admin.get(PAGE).text, PAGE)
    assert [shown.values[name] for name in ("defence", "verdict_objection", "objection_decision")] == ["۱۰", "۱۰", "۱۵"]

    assert admin.post(PAGE, data=shown.changed(defence="۱۲")).status_code == 303
    assert form_of(admin.get(PAGE).text, PAGE).values["defence"] == "۱۲"
    refused = admin.post(PAGE, data=form_of(admin.get(PAGE).text, PAGE).changed(defence="0"))
    assert refused.status_code == 422
    assert sign_in("planner").get(PAGE).status_code == 403
