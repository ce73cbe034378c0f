"""Prefixes changed during the day: no code is issued twice, and none blocks another."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Service
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue.test_long_queue import anywhere

__all__ = ["anywhere"]


def prefix(office: int, code: str, series: str) -> None:
    with transaction(office, "test") as tx:
        tx.session.query(Service).filter(Service.office_id == office, Service.code == code).one().series = series
        tx.session.flush()
        tx.config_changed()


def take(office: int, code: str) -> str:
    return issue(office, "test", NewTicket(code, secrets.new())).code


#: {prefix before: (after, how many are given before, those given afterwards)}
CHANGES = {
    "": ("1", range(1, 103), ["103", "104", "105"]),  # 101 and 102 were given without a prefix
    "1": ("", (101, 102), [str(number) for number in range(1, 106) if number not in (101, 102)]),
}


@pytest.mark.parametrize("old", CHANGES, ids=["none", "one"])
def test_a_code_given_under_the_old_prefix_alone_is_passed_over(anywhere, old):
    new, given, following = CHANGES[old]
    prefix(anywhere, "renewal_levy", old)
    before = [take(anywhere, "renewal_levy") for _ in given]
    prefix(anywhere, "renewal_levy", new)

    after = [take(anywhere, "renewal_levy") for _ in following]

    assert before == [str(number) for number in given]
    assert after == following


def test_a_resent_request_still_has_its_own_ticket(anywhere):
    prefix(anywhere, "renewal_levy", "")
    first = issue(anywhere, "test", NewTicket("renewal_levy", secrets.new(), request_key="tap-00000001"))
    prefix(anywhere, "renewal_levy", "1")

    again = issue(anywhere, "test", NewTicket("renewal_levy", secrets.new(), request_key="tap-00000001"))

    assert (again.id, again.code) == (first.id, "1")
    db.session.remove()
