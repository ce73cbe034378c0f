"""Prefixes changed during the day: no code is issued twice, and none blocks another."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Service
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def anywhere(request) -> int:
    """The demo office in each of the two databases."""
    return request.getfixturevalue("office" if request.param == "sqlite" else "postgres_office")


def prefix(office: int, code: str, series: str) -> None:
    with transaction(office, "test") as tx:
        tx.session.query(Service).filter(Service.office_id == office, Service.code == code).one().series = series
        tx.session.flush()
        tx.config_changed()


def take(office: int, code: str) -> str:
    return issue(office, "test", NewTicket(code, secrets.new())).code


def test_a_code_given_under_the_old_prefix_is_passed_over(anywhere):
    prefix(anywhere, "renewal_levy", "")
    plain = [take(anywhere, "renewal_levy") for _ in range(102)]
    prefix(anywhere, "renewal_levy", "1")

    after = [take(anywhere, "renewal_levy") for _ in range(3)]

    assert plain == [str(number) for number in range(1, 103)]
    assert after == ["103", "104", "105"]  # 101 and 102 were given without a prefix


def test_only_codes_already_given_are_passed_over(anywhere):
    prefix(anywhere, "renewal_levy", "1")
    behind = [take(anywhere, "renewal_levy") for _ in range(2)]
    prefix(anywhere, "renewal_levy", "")

    plain = [take(anywhere, "renewal_levy") for _ in range(103)]

    assert behind == ["101", "102"]
    assert plain == [str(number) for number in range(1, 106) if number not in (101, 102)]


def test_a_resent_request_still_has_its_own_ticket(anywhere):
    prefix(anywhere, "renewal_levy", "")
    first = issue(anywhere, "test", NewTicket("renewal_levy", secrets.new(), request_key="tap-00000001"))
    prefix(anywhere, "renewal_levy", "1")

    again = issue(anywhere, "test", NewTicket("renewal_levy", secrets.new(), request_key="tap-00000001"))

    assert (again.id, again.code) == (first.id, "1")
    db.session.remove()
