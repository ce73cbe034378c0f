"""Which roles may open and submit which admin pages."""

import pytest

FOR_BOTH = ["/manage/devices", "/manage", "/manage/tickets", "/manage/calendar", "/manage/hall/state"]
FOR_ADMIN = [
    "/manage/people",
    "/manage/people/new",
    "/manage/people/1",
    "/manage/services",
    "/manage/services/new",
    "/manage/services/1",
    "/manage/services/groups/new",
    "/manage/services/groups/1",
    "/manage/counters",
    "/manage/counters/new",
    "/manage/counters/1",
    "/manage/priorities",
    "/manage/priorities/new",
    "/manage/priorities/1",
    "/manage/settings",
]
POSTS = [
    "/manage/devices",
    "/manage/devices/1",
    "/manage/devices/1/revocation",
    "/manage/people",
    "/manage/people/1",
    "/manage/people/1/password",
    "/manage/people/1/unlocking",
    "/manage/people/1/sign-out",
    "/manage/services",
    "/manage/services/1",
    "/manage/services/1/offer",
    "/manage/services/1/removal",
    "/manage/services/groups",
    "/manage/services/groups/1",
    "/manage/services/groups/1/removal",
    "/manage/counters",
    "/manage/counters/1",
    "/manage/counters/1/removal",
    "/manage/priorities",
    "/manage/priorities/1",
    "/manage/priorities/1/removal",
    "/manage/priorities/1/offer",
    "/manage/settings",
]
FOR_BOTH_POSTS = [
    "/manage/calendar/openings",
    "/manage/calendar/openings/change",
    "/manage/calendar/openings/removal",
    "/manage/calendar/days",
    "/manage/calendar/days/1",
]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("path", FOR_BOTH + FOR_ADMIN)
def test_an_admin_sees_every_page_in_both_languages(path, language, sign_in):
    answer = sign_in("admin").get(path, query_string={"lang": language})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", FOR_BOTH)
def test_a_supervisor_may_open_hall_tickets_and_calendar(path, sign_in):
    answer = sign_in("supervisor").get(path)

    assert answer.status_code == 200


@pytest.mark.parametrize("path", FOR_ADMIN)
def test_a_supervisor_may_not_open_the_pages_of_an_admin(path, sign_in):
    answer = sign_in("supervisor").get(path)

    assert answer.status_code == 403


@pytest.mark.parametrize("path", FOR_BOTH + FOR_ADMIN)
def test_a_clerk_may_open_no_admin_page(path, sign_in):
    answer = sign_in("karimi").get(path)

    assert answer.status_code == 403


@pytest.mark.parametrize("path", FOR_BOTH + FOR_ADMIN)
def test_an_anonymous_visitor_is_redirected_to_the_sign_in(path, client):
    answer = client.get(path)

    assert answer.status_code == 303
    assert "/sign-in" in answer.location


@pytest.mark.parametrize("path", POSTS)
def test_a_supervisor_may_not_submit_forms_of_an_admin(path, sign_in):
    answer = sign_in("supervisor").post(path)

    assert answer.status_code == 403


@pytest.mark.parametrize("path", FOR_BOTH_POSTS + POSTS)
def test_a_clerk_may_not_submit_any_admin_form(path, sign_in):
    answer = sign_in("karimi").post(path)

    assert answer.status_code == 403


def test_the_menu_contains_only_permitted_pages(sign_in, page):
    sign_in("supervisor")

    text = page("/manage")

    assert 'href="/manage/calendar' in text
    assert 'href="/manage/people' not in text
    assert 'href="/manage/settings' not in text


@pytest.mark.parametrize(
    "path",
    ["/manage/people/999", "/manage/services/999", "/manage/services/groups/999", "/manage/counters/999",
     "/manage/priorities/999", "/manage/tickets/999"],
)  # fmt: skip
def test_a_missing_row_is_not_found(path, admin, page):
    page(path, status=404)


def test_every_form_contains_a_csrf_token(make_app, office):
    app = make_app()
    client = app.test_client()
    client.get("/sign-in")

    answer = client.post("/manage/settings", data={"name_fa": "دزدیده"}, csrf=False)

    assert answer.status_code == 400


def test_a_ticket_of_today_can_be_opened_by_a_supervisor(sign_in, issue, page):
    ticket = issue()
    sign_in("supervisor")

    text = page(f"/manage/tickets/{ticket.id}")

    assert ticket.code in text
