"""The pages of applications and of service sheets, as staff and citizens use them."""

import re

import pytest

from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.service import endings, stages
from deskq.service_sheets import queries as sheet_queries
from tests.applications.conftest import DIGGING, DOCUMENTS
from tests.conftest import PASSWORD
from tests.tools.forms import form_of

NEW = {
    "request_key": "key-of-page-1",
    "sheet": "building_permit",
    "kind": "owner",
    "name": "کاظم یوسفی",
    "phone": "۰۹۱۲۱۲۳۴۵۶۷",
    "texts": "1",
    "parcel_code": "۱-۱۲-۳۴",
    "received": sorted(DOCUMENTS),
}


@pytest.fixture
def made(look):
    """``made()``: the newest application."""
    return lambda: look().query(Application).order_by(Application.id.desc()).first()


def test_a_clerk_opens_an_application_and_hands_over_the_receipt(sign_in, made, office):
    clerk = sign_in("karimi")
    assert "صدور پروانهٔ ساختمان" in clerk.get("/applications/new").text

    answer = clerk.post("/applications/new", data=NEW)

    receipt = clerk.get(answer.headers["Location"])
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/applications/{made().id}/receipt")
    assert "کاظم" not in receipt.text
    for words in ("رسید", "زهرا سلطانی", "فنی و شهرسازی", "سند مالکیت"):
        assert words in receipt.text
    assert made().code[:4] in receipt.text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


def test_the_form_fits_its_documents_to_the_answers_names_a_wrong_field_and_opens_nothing(sign_in, made, office):
    clerk = sign_in("karimi")

    shown = clerk.post("/applications/new", data={**NEW, "kind": "heirs", "yes": ["mortgage"], "go": "fit"})

    assert shown.status_code == 200
    assert "گواهی انحصار وراثت" in shown.text
    assert "موافقت بانک" in shown.text
    assert made() is None

    refused = clerk.post("/applications/new", data={**NEW, "phone": "12"})

    assert refused.status_code == 422
    assert "کاظم یوسفی" in refused.text
    assert 'id="phone-problem"' in refused.text


@pytest.mark.parametrize("changed", [{"name": "مریم احمدی"}, {"parcel_code": "9-9-9"}, {"sheet": "wall_permit"}])
def test_the_form_of_one_application_filled_in_again_after_back_opens_another(sign_in, look, office, changed):
    clerk = sign_in("karimi")
    clerk.post("/applications/new", data=NEW)

    refused = clerk.post("/applications/new", data={**NEW, **changed, "another": "1"})
    key = form_of(refused.text, "/applications/new").values["request_key"]
    sent = clerk.post("/applications/new", data={**NEW, **changed, "another": "1", "request_key": key})

    assert (refused.status_code, sent.status_code) == (409, 303)
    assert look().query(Application).count() == 2


def test_the_form_sent_twice_opens_one_and_another_of_the_parcel_is_opened_on_purpose_only(sign_in, look, office):
    clerk = sign_in("karimi")
    first, second = (clerk.post("/applications/new", data=NEW) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert look().query(Application).count() == 1
    other = {**NEW, "request_key": "key-of-page-2"}

    refused = clerk.post("/applications/new", data=other)

    assert refused.status_code == 409
    assert 'name="another"' in refused.text
    assert clerk.post("/applications/new", data={**other, "another": "1"}).status_code == 303
    assert look().query(Application).count() == 2


def test_the_expert_finds_it_in_the_list_of_the_unit_and_finishes_the_stage(sign_in, opened, now_of, stage_states):
    application = opened(parcel_code="1-12-34")
    expert = sign_in("planner")
    address = f"/applications/{application.id}"
    assert address in expert.get("/applications?tab=unit").text
    assert address in expert.get("/applications?tab=open&parcel=۱-۱۲-۳۴").text
    assert address not in expert.get("/applications?tab=waiting").text

    page = expert.get(address)
    sent = form_of(page.text, f"{address}/stages/inspection/complete")
    answer = expert.post(f"{address}/stages/inspection/complete", data=sent.changed(words=["بازدید شد"]))

    assert answer.status_code == 303
    assert stage_states(application.id)["report"] == "here"
    assert "بازدید شد" in expert.get(address).text
    again = expert.post(f"{address}/stages/inspection/complete", data={"turn": str(now_of(application.id).turn)})
    assert again.status_code == 409
    assert "این مرحله پیش‌تر انجام شده است" in again.text


def test_an_objection_lies_with_those_who_decide_it_and_the_applicant_reads_what_came_of_it(
    sign_in, browser, opened_and_refused, action
):
    application = opened_and_refused()
    endings.object_to_refusal(action("planner", application), "سند را داده‌ام.")

    listed = sign_in("inspectorate").get("/applications").text
    page = sign_in("planner").get(f"/applications/{application.id}").text
    citizen = browser()
    objected = citizen.get(f"/track/{application.code}").text
    endings.decide_objection(action("inspectorate", application), "سند کامل بود.", upheld=True)
    upheld = citizen.get(f"/track/{application.code}").text

    assert f'href="/applications/{application.id}"' in listed
    assert "در حال رسیدگی به اعتراض" in listed
    assert "اینجا متوقف شد" in page
    assert "در دست انجام" not in page
    assert "بازرسی به اعتراض رسیدگی می‌کند" in objected
    assert 'aria-current="step"' not in objected
    for words in ("اعتراض وارد بود", "سند کامل بود.", 'aria-current="step"'):
        assert words in upheld


def test_why_one_stage_waits_is_not_said_of_another(client, opened, action):
    application = opened("art100", received=frozenset({"inspector_report", "identity"}))
    stages.wait(action("deputy", application), "referral", "لطفاً نقشه را بیاورید.", "applicant")
    waiting = client.get(f"/track/{application.code}").text

    stages.resume(action("deputy", application), "referral")
    stages.complete(action("deputy", application), "referral")

    assert "لطفاً نقشه را بیاورید." in waiting
    assert "لطفاً نقشه را بیاورید." not in client.get(f"/track/{application.code}").text


def test_of_two_browsers_with_one_stage_the_second_is_told_and_keeps_what_was_typed(browser, opened, look):
    application = opened()
    address, first, second = f"/applications/{application.id}", browser(), browser()
    button = f"{address}/stages/inspection/complete"
    for clerk, name in ((first, "planner"), (second, "deputy")):
        assert clerk.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    one, other = (form_of(clerk.get(address).text, button) for clerk in (first, second))

    done = first.post(button, data=one.changed(words=["بازدید شد"]))
    late = second.post(f"{button}?lang=en", data=other.changed(words=["من هم بازدید کردم"]))

    assert (done.status_code, late.status_code) == (303, 409)
    assert "من هم بازدید کردم" in late.text
    (step,) = (one for one in queries.steps(look(), application.id) if one.stage == "inspection")
    assert (step.verb, step.words) == ("complete", "بازدید شد")


@pytest.mark.parametrize(
    ("who", "status"), [("karimi", 200), ("planner", 200), ("supervisor", 200), ("mayor", 200), ("city", 404)]
)
def test_an_application_is_seen_by_its_units_and_who_opened_it(sign_in, opened, who, status):
    application = opened()

    assert sign_in(who).get(f"/applications/{application.id}").status_code == status


def test_who_applied_is_shown_once_with_a_reason(sign_in, opened):
    address = f"/applications/{opened().id}"
    expert = sign_in("planner")
    assert "کاظم" not in expert.get(address).text

    assert expert.post(f"{address}/applicant", data={}).status_code == 422
    assert "کاظم یوسفی" in expert.post(f"{address}/applicant", data={"why": "تماس برای بازدید"}).text


def test_the_citizen_follows_by_the_code_and_learns_nothing_of_who_applied(client, opened):
    application = opened(received=DOCUMENTS - {"deed"})

    answer = client.post("/track", data={"code": application.code})
    page = client.get(answer.headers["Location"])

    assert answer.status_code == 303
    for words in ("صدور پروانهٔ ساختمان", "سند مالکیت", "بازدید از ملک", "تشکیل پرونده"):
        assert words in page.text
    assert "کاظم" not in page.text
    assert page.text.count('aria-current="step"') == 1


def test_the_public_sheet_fits_its_checklist(client, office):
    assert "صدور پروانهٔ ساختمان" in client.get("/services").text

    plain, fitted = (client.get(f"/services/building_permit{more}").text for more in ("", "?fit=1&yes=heirs"))

    listed = re.compile(r'<ul class="sheet-documents".*?</ul>', re.S)
    assert "گواهی انحصار وراثت" not in listed.search(plain)[0]
    assert "گواهی انحصار وراثت" in listed.search(fitted)[0]
    assert client.get("/services/nothing").status_code == 404


def test_the_admin_saves_a_new_version_and_running_applications_keep_theirs(sign_in, opened, office, look):
    application = opened("dig_permit", received=DIGGING)
    admin = sign_in("admin")
    sent = form_of(admin.get("/manage/sheets/dig_permit").text, "/manage/sheets/dig_permit")
    days = sent.values.getlist("stage_days")
    days[1] = "9"

    answer = admin.post("/manage/sheets/dig_permit", data=sent.changed(stage_days=days))

    assert answer.status_code == 303
    current = sheet_queries.sheet(look(), office, "dig_permit")
    assert (current.version.number, current.content.stage("joint_visit").days) == (2, 9)
    kept = look().get(Application, application.id)
    assert sheet_queries.version(look(), kept.version_id).content.stage("joint_visit").days == 1


def test_a_loop_is_refused_with_a_picture_of_where(sign_in, office, look):
    admin = sign_in("admin")
    sent = form_of(admin.get("/manage/sheets/dig_permit").text, "/manage/sheets/dig_permit")
    ways = ["joint_visit>opening", "joint_visit>fees"]

    refused = admin.post("/manage/sheets/dig_permit", data=sent.changed(stage_way=ways))

    assert refused.status_code == 422
    assert refused.text.count('class="stage-box"') == 4
    assert len(re.findall(r'<g class="stage-box"[^>]*data-wrong', refused.text)) == 2
    assert "<b>بازدید مشترک، محاسبه و پرداخت عوارض</b>" in refused.text
    assert sheet_queries.sheet(look(), office, "dig_permit").version.number == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tab=unit", "مرحلهٔ کنونی‌شان نزد واحد شماست"),
        ("tab=arrived", "وقتی متقاضی مدرکی بفرستد"),
        ("tab=waiting", "در انتظار متقاضی یا سازمان دیگری‌اند"),
        ("tab=open", "هیچ درخواست بازی نیست"),
        ("tab=ended", "هنوز هیچ درخواستی پایان نیافته است"),
        ("parcel=9-9-9", "لطفاً شماره را با رسید مقایسه کنید"),
    ],
)
def test_an_empty_list_says_what_would_be_in_it(sign_in, query, words):
    assert words in sign_in("planner").get(f"/applications?{query}").text
