"""Large numbers in every address that has a number: not found, never a server error."""

import re

import pytest

from tests.load import postgres

LARGEST = 999_999_999
NUMBER = re.compile(r"<int:\w+>")
TEXT = re.compile(r"<\w+(:\w+)?>")


@pytest.fixture
def ways(app):
    """(method, address with ``N`` for each number) of every address that has a number."""
    return sorted(
        (method, TEXT.sub("x", NUMBER.sub("N", str(rule))))
        for rule in app.url_map.iter_rules()
        if "<int:" in str(rule)
        for method in (rule.methods or set()) & {"GET", "POST"}
    )


@pytest.mark.parametrize("number", [LARGEST + 1, 2**31])
def test_a_number_that_no_key_can_have_is_not_found(client, ways, number):
    sent = {(method, way): _send(client, method, way.replace("N", str(number))) for method, way in ways}

    assert len(sent) > 150
    assert {way: status for way, status in sent.items() if status != 404} == {}


class TestPostgreSQL:
    """Its integers have 32 bits, those of SQLite 64."""

    pytestmark = pytest.mark.postgres

    @pytest.fixture
    def database_url(self, seeded_postgres):
        with postgres.database(seeded_postgres) as url:
            yield url

    @pytest.mark.parametrize("name", ["admin", "executive", "api-integration"])
    def test_the_largest_number_is_looked_for(self, caller, ways, name):
        comes = caller(name)

        sent = {(method, way): _send(comes, method, way.replace("N", str(LARGEST))) for method, way in ways}

        assert {way: status for way, status in sent.items() if status >= 500} == {}
        assert 404 in sent.values()


def _send(comes, method: str, address: str) -> int:
    return comes.open(address, method=method).status_code
