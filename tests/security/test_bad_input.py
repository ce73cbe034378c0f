"""Every field of every form with invalid values, on both databases: refused or accepted, never a server error."""

from shutil import copy

import pytest

from tests.load import postgres
from tests.security.filled import Forms
from tests.security.pages import addresses, busy

BAD = ("", "\x00", "a\x00b", "x" * 5000, str(2**31), "4999999999", str(2**53), str(10**30),
       "-1", "1e999", "NaN", "۱۲۳", "'; --", "\ud800", "\u202e")  # fmt: skip
#: What each database refuses in its own way; with every change only these are sent.
FEW = ("\x00", "4999999999")
#: So many forms must have been found, or the walk lost its way.
LEAST = {"nobody": 5, "clerk": 5, "admin": 35, "kiosk": 1, "tablet": 1}
#: SQLite by `make soak`: test_hostile_input.py sends it something for every field with every change.
DATABASES = (pytest.param("sqlite", marks=pytest.mark.soak), pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=DATABASES)
def database_url(request, tmp_path):
    """A database of the demo office, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{copy(request.getfixturevalue('seeded_file'), tmp_path / 'deskq.sqlite')}"
        return
    with postgres.database(request.getfixturevalue("seeded_postgres")) as url:
        yield url


@pytest.mark.parametrize("values", [pytest.param(FEW, id="few"), pytest.param(BAD, id="all", marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", ["nobody", "clerk", pytest.param("admin", marks=pytest.mark.soak), "kiosk", "tablet"])
def test_no_field_of_any_form_can_cause_a_fault(caller, office, at, name, values):
    hall = busy(office, {number: at(number) for number in range(1, 6)})
    comes = caller(name)
    faults, sent, kinds = {}, set(), set()

    for address in addresses(name, hall):
        page = comes.get(address)
        for form in Forms(page.text if page.mimetype == "text/html" else "").found:
            if form.action.startswith(("/sign-out", "/account/sign-out", "/sign-in")) or form.kind in kinds:
                continue
            kinds.add(form.kind)
            for field in form.values or {"nothing": ""}:
                for bad in values:
                    answer = comes.post(form.action, data={**form.values, field: bad.encode(errors="surrogatepass")})
                    sent.add(form.action)
                    if answer.status_code >= 500:
                        faults[f"{form.action} {field}={bad[:20]!r}"] = answer.status_code

    assert faults == {}
    assert len(sent) >= LEAST[name], sorted(sent)
