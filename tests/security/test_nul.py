"""A NUL, for which PostgreSQL cannot be asked: not found in an address, refused in a form."""

import re

import pytest
from werkzeug.exceptions import NotFound

from tests.load import postgres

TEXT = re.compile(r"<(string:)?\w+>")


def test_no_address_has_a_nul_in_a_text(app):
    ways = app.url_map.bind("localhost")
    rules = sorted({str(rule) for rule in app.url_map.iter_rules() if TEXT.search(str(rule))})

    for rule in rules:
        address = re.sub("<[^>]*>", "1", TEXT.sub("a\0b", rule))
        with pytest.raises(NotFound):
            ways.match(address)
    assert len(rules) > 50


class TestPostgreSQL:
    pytestmark = pytest.mark.postgres

    @pytest.fixture
    def database_url(self, seeded_postgres):
        with postgres.database(seeded_postgres) as url:
            yield url

    @pytest.mark.parametrize("path", ["/applications/new", "/applications/referrals/new"])
    def test_a_nul_in_the_key_of_a_form_is_refused(self, sign_in, path):
        sent = {"request_key": "key\0of-page", "sheet": "building_permit", "body": "x", "name": "x"}

        assert sign_in("supervisor").post(path, data=sent).status_code == 422
