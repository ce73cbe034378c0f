"""No office sees another's data: every address with every id and secret of one office, asked for by the people, devices
and machines of another, at the addresses of either. All texts of the first office carry a mark that must not come out.
"""

from io import BytesIO
from zipfile import ZipFile

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.office import queries as office_queries
from deskq.web.spreadsheet import XLSX
from tests.conftest import PASSWORD
from tests.security import hostile_office, hostile_pages, hostile_texts
from tests.security.conftest import come
from tests.security.hostile_office import Town
from tests.security.hostile_texts import HOSTILE
from tests.security.kept_office import Made, database_url, make, now, town
from tests.security.routes import TABLE
from tests.security.routes.callers import CALLERS
from tests.security.test_every_route import seen
from tests.tools.more_in_soak import more_in_soak

__all__ = ["database_url", "now", "town"]
#: Of the mark that hostile_texts.spoil writes into every text.
MARK = "alert(1)"
HOME, OTHER = "/o/north", "/o/main"
ENDS_SESSION = {"sign-out", "sign-out-everywhere"}
NO_TEXT = ("image/png", "image/webp", "application/pdf")
#: What everybody may read of any office at its address, and with a visitor's secret.
PUBLIC = (
    *("/published", "/rights", "/where", "/a/"),
    *("/services", "/open", "/messages/new", "/messages/filed/", "/track", "/sign-in", "/join"),
    *("/appointments", "/t/", "/r/", "/api/v1/tickets/"),
)


def is_open(root: str, address: str) -> bool:
    if root == HOME:
        return False
    if root == "":
        return address.startswith(("/t/", "/track/", "/appointments/", "/a/"))
    return address == "/" or address.startswith(PUBLIC)


@pytest.fixture(scope="session")
def made(seeded_file, instance_of_tests, tmp_path_factory) -> Made:
    return make(tmp_path_factory.mktemp("two"), seeded_file, fill)


def fill() -> Town:
    """The first office full of marked texts, and a second demo office without any."""
    town = hostile_office.create()
    hostile_texts.spoil()
    first = office_queries.first_office(db.session())  # the names of offices are on the page that asks which one
    first.name_fa = first.name_en = first.building_fa = first.building_en = "First"
    db.session.commit()
    create_demo_office(PASSWORD, "north")
    return town


@pytest.fixture
def stranger(browser, app):
    """``stranger("admin")`` comes as that caller of the second office."""
    north = office_queries.office_by_slug(db.session(), "north").id
    return lambda name: come(browser(), north, name, HOME, ending=".north")


def addresses(town: Town, method: str, name: str, most: int = 3) -> dict[str, str]:
    """{address with an id or secret of the first office: its row of the route table}; at most ``most`` of a row."""
    found = {}
    for row in TABLE:
        way, path = row.split()
        if way == method and not path.startswith("/static/"):
            every = [one for one in hostile_pages.filled(path, town) if HOSTILE not in one]
            found |= {hostile_pages.at_counter(one, name): row for one in every[:most]}
    return found


def text_of(answer) -> str:
    if answer.mimetype in NO_TEXT:
        return ""
    if answer.mimetype != XLSX:
        return answer.text
    with ZipFile(BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("most", more_in_soak([1, 3]))
@pytest.mark.parametrize("root", [HOME, OTHER, ""])
@pytest.mark.parametrize("name", CALLERS)
def test_nobody_of_one_office_reads_anything_of_another(stranger, town, name, root, most, refusals_drawn_once):
    """With every change an address is asked for at home, and at one of the other two roots."""
    comes, leaks = stranger(name), []
    asked = list(addresses(town, "GET", name, most))
    if most == 1 and root != HOME:
        asked = asked[root == OTHER :: 2]

    for address in asked:
        answer = comes.get(f"{root}{address}", headers={"X-Fragment": "1"} if root == "" else {})
        if not is_open(root, address) and MARK in text_of(answer):
            leaks.append(f"{answer.status_code} {root}{address}")

    assert leaks == []
    assert comes.get(f"{HOME}/published").status_code == 200


def test_its_own_people_read_the_marked_texts(caller, town):
    """The walk would see a leak."""
    comes = caller("supervisor")

    shown = [one for one in addresses(town, "GET", "supervisor", 1) if MARK in text_of(comes.get(f"{OTHER}{one}"))]

    assert len(shown) > 40


@pytest.mark.parametrize("most", more_in_soak([1, 3]))
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", CALLERS)
def test_an_id_of_another_office_is_like_one_that_nobody_has(stranger, town, name, method, most, refusals_drawn_once):
    comes, wrong, before = stranger(name), {}, positions()

    for address, row in addresses(town, method, name, most).items():
        expected = TABLE[row][name]
        if address == row.split()[1] or "/N" in row or expected in (200, 303) or ENDS_SESSION & set(address.split("/")):
            continue
        answer = comes.open(f"{HOME}{address}", method=method)
        if seen(answer, expected, HOME) != expected and answer.status_code != 404:
            wrong[f"{method} {address}"] = f"{answer.status_code}, not {expected}"

    assert wrong == {}
    assert positions() == before


def positions() -> int:
    """Events of the first office."""
    first = office_queries.first_office(db.session())
    found = journal.position(db.session(), first.id)[0]
    db.session.rollback()
    return found
