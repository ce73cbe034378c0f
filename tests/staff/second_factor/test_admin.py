"""An admin says which roles need a second factor, and resets it for a lost phone."""

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.staff.second_factor import queries
from deskq.staff.second_factor.models import RecoveryCode
from tests.staff.conftest import inside
from tests.staff.second_factor.conftest import kinds, with_code
from tests.tools.forms import revision_of


def require_of(admin, *roles):
    where = "/manage/second-factor"
    return admin.post(where, data={**dict.fromkeys(roles, "1"), **revision_of(admin, where)})


def test_an_admin_says_which_roles_need_it(enter, office, look):
    admin = enter("admin")

    assert require_of(admin, "pirate").status_code == 422
    assert queries.required_roles(look(), office) == set()
    assert require_of(admin, "clerk", "admin").status_code == 303
    assert queries.required_roles(look(), office) == {"clerk", "admin"}
    assert admin.get("/manage/second-factor").text.count("checked") == 2
    require_of(admin)
    assert queries.required_roles(look(), office) == set()
    look()
    assert kinds(office).count("office.second_factor_roles") == 2


def test_an_admin_resets_it_for_a_lost_phone(enter, browser, client, phone, person, office, factor):
    app = phone()
    clerk, admin = with_code(client, app), enter("admin")
    karimi = person("karimi").id

    shown = admin.get(f"/manage/people/{karimi}").text
    answer = admin.post(f"/manage/people/{karimi}/second-factor/removal")

    assert f"/manage/people/{karimi}/second-factor/removal" in shown
    assert (answer.status_code, answer.location) == (303, f"/manage/people/{karimi}")
    assert factor() is None
    assert not inside(clerk)
    assert db.session.query(RecoveryCode).count() == 0
    assert "person.second_factor_reset" in kinds(office)
    assert admin.post(f"/manage/people/{karimi}/second-factor/removal").status_code == 409


def test_nobody_resets_their_own(client, phone, person, factor):
    app = phone("admin")
    admin = with_code(client, app, "admin")

    assert admin.post(f"/manage/people/{person('admin').id}/second-factor/removal").status_code == 409
    assert factor("admin") is not None


def test_the_command_resets_it(app, phone, factor, office):
    phone()
    run = app.test_cli_runner().invoke

    done = run(args=["reset-second-factor", "KARIMI"])
    again = run(args=["reset-second-factor", "karimi"])
    unknown = run(args=["reset-second-factor", "nobody"])

    assert done.exit_code == 0
    assert factor() is None
    assert (again.exit_code, unknown.exit_code) == (1, 1)
    assert "does not have two-step sign-in" in again.output
    assert "nobody does not exist" in unknown.output
    last = journal.after_sequence(db.session(), office, 0, 10_000)[-2:]
    said = [(entry.kind, entry.by) for entry in last]
    assert said == [("person.second_factor_reset", "console"), ("person.signed_out_everywhere", "console")]


def test_the_list_of_people_says_who_has_it_since_when_and_how_many_codes_are_left(enter, phone):
    phone()

    rows = enter("admin").get("/manage/people?lang=en").text.split("<tr>")

    karimi = next(one for one in rows if "Maryam Karimi" in one)
    other = next(one for one in rows if "Ali Rahmani" in one)
    assert "on since" in karimi
    assert "10 recovery codes left" in karimi
    assert "recovery code" not in other
