"""Which roles may open and submit which admin pages."""

import pytest

FOR_BOTH = ["/manage/devices", "/manage", "/manage/tickets", "/manage/calendar", "/manage/hall/state"]
FOR_ADMIN = [
    *("/manage/people", "/manage/people/new", "/manage/people/1", "/manage/settings"),
    *("/manage/services", "/manage/services/new", "/manage/services/1"),
    *("/manage/services/groups/new", "/manage/services/groups/1"),
    *("/manage/counters", "/manage/counters/new", "/manage/counters/1"),
    *("/manage/priorities", "/manage/priorities/new", "/manage/priorities/1"),
]
POSTS = [
    "/manage/settings",
    *(f"/manage/devices{rest}" for rest in ("", "/1", "/1/revocation")),
    *(f"/manage/people{rest}" for rest in ("", "/1", "/1/password", "/1/unlocking", "/1/sign-out")),
    *(f"/manage/services{rest}" for rest in ("", "/1", "/1/offer", "/1/removal")),
    *(f"/manage/services/groups{rest}" for rest in ("", "/1", "/1/removal")),
    *(f"/manage/counters{rest}" for rest in ("", "/1", "/1/removal")),
    *(f"/manage/priorities{rest}" for rest in ("", "/1", "/1/removal", "/1/offer")),
]
FOR_BOTH_POSTS = [
    *(f"/manage/calendar/openings{rest}" for rest in ("", "/change", "/removal")),
    *("/manage/calendar/days", "/manage/calendar/days/1"),
]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("path", FOR_BOTH + FOR_ADMIN)
def test_an_admin_sees_every_page_in_both_languages(path, language, sign_in):
    assert sign_in("admin").get(path, query_string={"lang": language}).status_code == 200


@pytest.mark.parametrize(
    ("name", "paths", "status"),
    [("supervisor", FOR_BOTH, 200), ("supervisor", FOR_ADMIN, 403), ("karimi", FOR_BOTH + FOR_ADMIN, 403)],
    ids=["supervisor", "supervisor at an admin's", "clerk"],
)
def test_a_supervisor_opens_hall_tickets_and_calendar_and_a_clerk_nothing(name, paths, status, sign_in):
    caller = sign_in(name)

    assert {path: caller.get(path).status_code for path in paths} == dict.fromkeys(paths, status)


def test_an_anonymous_visitor_is_redirected_to_the_sign_in(client):
    for path in FOR_BOTH + FOR_ADMIN:
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 303)
        assert "/sign-in" in answer.location


@pytest.mark.parametrize(("name", "paths"), [("supervisor", POSTS), ("karimi", FOR_BOTH_POSTS + POSTS)])
def test_neither_a_supervisor_nor_a_clerk_submits_forms_of_an_admin(name, paths, sign_in):
    caller = sign_in(name)

    assert {path: caller.post(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_the_menu_contains_only_permitted_pages(sign_in, page):
    sign_in("supervisor")

    text = page("/manage")

    assert 'href="/manage/calendar' in text
    assert 'href="/manage/people' not in text
    assert 'href="/manage/settings' not in text


def test_a_missing_row_is_not_found(admin, page):
    for rows in ("people", "services", "services/groups", "counters", "priorities", "tickets"):
        page(f"/manage/{rows}/999", status=404)


def test_every_form_contains_a_csrf_token(make_app, office):
    client = make_app().test_client()
    client.get("/sign-in")

    assert client.post("/manage/settings", data={"name_fa": "دزدیده"}, csrf=False).status_code == 400


def test_a_ticket_of_today_can_be_opened_by_a_supervisor(sign_in, issue, page):
    ticket = issue()
    sign_in("supervisor")

    assert ticket.code in page(f"/manage/tickets/{ticket.id}")
