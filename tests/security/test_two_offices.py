"""No office sees another's data: every address with every id and secret of one office, asked for by the people, devices
and machines of another, at the addresses of either. All texts of the first office carry a mark that must not come out.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from deskq import create_app
from deskq.access.api_tokens import service as token_service
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.office import queries as office_queries
from deskq.web.spreadsheet import XLSX
from tests.conftest import PASSWORD, settings
from tests.security import hostile_office, hostile_pages, hostile_texts
from tests.security.conftest import NAMES, NUMBERS
from tests.security.hostile_office import NOW, Town
from tests.security.hostile_texts import HOSTILE
from tests.security.routes import TABLE
from tests.security.routes.callers import CALLERS, DEVICES, MACHINES, PAIR, PEOPLE, SIGN_IN
from tests.tools.browsers import Browser
from tests.tools.device_pairing import paired
from tests.tools.more_in_soak import more_in_soak
from tests.tools.shared_app import close, replace_database

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
def made(seeded_file, instance_of_tests, tmp_path_factory) -> tuple[Path, Town]:
    """The first office full of marked texts, and a second demo office without any."""
    path = tmp_path_factory.mktemp("two") / "office.sqlite"
    replace_database(path, seeded_file)
    app = create_app(settings(f"sqlite:///{path}"))
    with app.app_context():
        town = hostile_office.create()
        hostile_texts.spoil()
        first = office_queries.first_office(db.session())  # the names of offices are on the page that asks which one
        first.name_fa = first.name_en = first.building_fa = first.building_en = "First"
        db.session.commit()
        create_demo_office(PASSWORD, "north")
    close(app)
    clock.fix(None)
    return path, town


@pytest.fixture
def town(made) -> Town:
    return made[1]


@pytest.fixture
def database_url(made, shared_file) -> str:
    replace_database(shared_file, made[0])
    return f"sqlite:///{shared_file}"


@pytest.fixture(autouse=True)
def now(app):
    clock.fix(NOW)


@pytest.fixture
def north(app) -> int:
    found = office_queries.office_by_slug(db.session(), "north")
    return found.id


@pytest.fixture
def stranger(browser, north):
    """``stranger("admin")`` comes as that caller of the second office."""

    def arrive(name: str) -> Browser:
        comes = browser()
        if name in PEOPLE:
            known = f"{NAMES[name]}.north"
            answer = comes.post(f"{HOME}/sign-in", data={"name": known, "password": PASSWORD})
            assert answer.location.startswith(HOME)
        elif name in DEVICES:
            paired(comes, north, name, NUMBERS.get(name), HOME)
        elif name in MACHINES:
            token = token_service.create_token(north, name.removeprefix("api-"))
            comes.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return comes

    return arrive


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
        if seen(answer, expected) != expected and answer.status_code != 404:
            wrong[f"{method} {address}"] = f"{answer.status_code}, not {expected}"

    assert wrong == {}
    assert positions() == before


def seen(answer, expected: int | str) -> int | str:
    """As in test_every_route, at the address of the second office."""
    if expected == SIGN_IN and answer.status_code == 303 and answer.location.startswith(f"{HOME}/sign-in"):
        return SIGN_IN
    if answer.status_code == 200 and answer.mimetype == "text/html" and 'class="pair"' in answer.text:
        return PAIR
    return answer.status_code


def positions() -> int:
    """Events of the first office."""
    first = office_queries.first_office(db.session())
    found = journal.position(db.session(), first.id)[0]
    db.session.rollback()
    return found
