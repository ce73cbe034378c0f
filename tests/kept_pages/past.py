"""What an office in use has behind it: the rated visits and the published report of the last half-year, an import."""

from datetime import date

from deskq.application_exchange import work
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.service import actions, versions
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries
from tests.half_year.needed_findings import write_needed
from tests.ratings.past_visits import PastVisit, days_ago, write_visits

LAST = Half(14051)
TABLES = ("application_import", "corrective_action")  #: whose rows are new here
ROWS = (
    "key,service,opened_at,due_at,ended_at,file_number,parcel_code,name,phone,national_id\n"
    "a1,building_permit,1405-06-01,1405-08-01,,5-77,3-1-2,Reza,09121110011,\n"
    "a2,nothing,1405-06-01,1405-08-01,,5-78,3-1-3,Sara,09121110012,\n"
)


def create() -> None:
    office = office_queries.first_office(db.session()).id
    people = {person.sign_in_name: person.id for person in staff_queries.people(db.session(), office)}
    _ratings(office)
    _report(office, people["mayor"])
    _import(office, people["admin"])


def _ratings(office: int) -> None:
    write_visits(office, [_visit(number) for number in range(240)])


def _visit(number: int) -> PastVisit:
    score = (5, 4, 4, 2, 1, None)[number % 6]
    return PastVisit(
        days_ago(70 + number % 40),
        score=score,
        counter=1 + number % 3,
        service=("renewal_levy", "building_permit")[number % 2],
        comment="شلوغ بود" if score and number % 5 == 4 else "",
        source=("phone", "kiosk", "tablet")[number % 3],
        waited=5 + number % 40,
    )


def _report(office: int, mayor: int) -> None:
    by = f"person:{mayor}"
    versions.freeze(office, by, mayor, LAST)
    versions.write_headline(office, by, LAST, "آسفالت بیش از همه", "Asphalt above all")
    texts = {"what_fa": "چاله‌ها پر می‌شود", "what_en": "Potholes are filled", "proof_fa": "", "proof_en": ""}
    unit = unit_queries.units(db.session(), office)[0].id
    due = date(2027, 1, 10)
    actions.promise(office, by, LAST, None, {**texts, "unit_id": unit, "category_id": None, "due": due})
    write_needed(office, LAST)
    versions.publish(office, by, mayor, LAST)


def _import(office: int, admin: int) -> None:
    token = secrets.new()
    Files(token).source.write_bytes(ROWS.encode())
    work.go_on(office, imports.begin(office, f"person:{admin}", "applications", "table.csv", token), lambda *_: None)
