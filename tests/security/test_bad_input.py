"""Every field of every form with invalid values, on both databases: refused or accepted, never a server error."""

import pytest

from deskq.core.extensions import db
from deskq.demo import office as office_demo
from tests.conftest import PASSWORD, require
from tests.load import postgres
from tests.security.filled import Forms
from tests.security.pages import addresses, busy

BAD = (
    "",
    "\x00",
    "a\x00b",
    "x" * 5000,
    str(2**31),
    str(2**53),
    str(10**30),
    "-1",
    "1e999",
    "NaN",
    "۱۲۳",
    "'; --",
    "\ud800",
    "\u202e",
)


#: So many forms must have been found, or the walk lost its way.
LEAST = {"nobody": 5, "clerk": 5, "admin": 35, "kiosk": 1, "tablet": 1}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request, seeded_file, tmp_path):
    """A database of the demo office, of either kind."""
    if request.param == "sqlite":
        from shutil import copy

        yield f"sqlite:///{copy(seeded_file, tmp_path / 'deskq.sqlite')}"
        return
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        yield url


@pytest.fixture
def office(app):
    """The demo office, made here where the database began empty."""
    from flask_migrate import upgrade

    from deskq.office import queries

    if db.engine.dialect.name == "postgresql":
        upgrade()
        office_demo.create_demo_office(PASSWORD)
        db.session.remove()
    return queries.first_office(db.session()).id


@pytest.mark.parametrize("name", ["nobody", "clerk", "admin", "kiosk", "tablet"])
def test_no_field_of_any_form_can_cause_a_fault(caller, office, at, name):
    hall = busy(office, {number: at(number) for number in range(1, 6)})
    comes = caller(name)
    faults, sent, kinds = {}, set(), set()

    for address in addresses(name, hall):
        for form in Forms(comes.get(address).text).found:
            if form.action.startswith(("/sign-out", "/account/sign-out", "/sign-in")):
                continue
            if form.kind in kinds:
                continue
            kinds.add(form.kind)
            for field in form.values or {"nothing": ""}:
                for bad in BAD:
                    answer = comes.post(form.action, data={**form.values, field: bad.encode(errors="surrogatepass")})
                    sent.add(form.action)
                    if answer.status_code >= 500:
                        faults[f"{form.action} {field}={bad[:20]!r}"] = answer.status_code

    assert faults == {}
    assert len(sent) >= LEAST[name], sorted(sent)
