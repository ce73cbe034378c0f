"""A supervisor or a command ends the locks after wrong passwords; every process knows locks and desks."""

from deskq.core.extensions import db
from deskq.staff import queries, service
from tests.staff.sign_in_tries import desk, enter, strangers

__all__ = ["desk"]


def test_a_supervisor_sees_the_lock_and_ends_it(browser, person):
    strangers(browser, 21)
    supervisor = browser()
    enter(supervisor, "supervisor")
    assert "قفل تا" in supervisor.get("/manage/sign-ins").text

    answer = supervisor.post(f"/manage/sign-ins/{person('karimi').id}/unlocking")

    assert (answer.status_code, answer.location) == (303, "/manage/sign-ins")
    assert "قفل تا" not in supervisor.get("/manage/sign-ins").text
    assert enter(browser(), at="198.51.100.1").status_code == 303


def test_after_an_unlock_strangers_need_much_longer_to_lock_again(browser, person):
    strangers(browser, 21)
    service.unlock(person("karimi").id, "test")

    assert strangers(browser, 21) == [401] * 21
    assert enter(browser(), at="198.51.100.1").status_code == 303


def test_a_clerk_does_not_unlock_colleagues(browser, person):
    clerk = browser()
    enter(clerk)

    assert clerk.get("/manage/sign-ins").status_code == 403
    for name in ("karimi", "rahmani"):
        assert clerk.post(f"/manage/sign-ins/{person(name).id}/unlocking").status_code == 403


def test_a_command_unlocks(app, browser):
    for _ in range(7):
        enter(browser(), password="wrong")

    done = app.test_cli_runner().invoke(args=["unlock-user", "KARIMI"])

    assert (done.exit_code, done.output) == (0, "KARIMI can try to sign in again.\n")
    assert enter(browser()).status_code == 303
    assert app.test_cli_runner().invoke(args=["unlock-user", "nobody"]).exit_code == 1


def test_every_process_knows_the_desks_and_the_locks(browser, desk, make_app):
    strangers(browser, 21)
    other = make_app()
    there = type(desk)(other, other.response_class, use_cookies=True)

    assert enter(there).status_code == 429
    there.set_cookie("deskq_browser", desk.get_cookie("deskq_browser").value)
    assert enter(there).status_code == 303


def test_the_browser_of_nobody_is_not_known(app):
    assert not queries.is_known(db.session(), "x" * 64)
