"""Hostile values for the fields of applications, hearings, inspections and commissions, in an office that has some.
``make test`` sends some as those who press most there, ``make soak`` all as everybody."""

import pytest

from tests.security.kept_office import all_hostile, database_url, make, now, town
from tests.security.test_hostile_input import addresses, check_every_field, each

__all__ = ["addresses", "database_url", "now", "town"]
PARTS = ("/applications", "/inspections", "/commissions", "/track", "/units")
SHORT = ("supervisor", "expert")
LEAST = 12  #: so many forms the short ones must meet


@pytest.fixture(scope="session")
def made(seeded_file, instance_of_tests, tmp_path_factory):
    return make(tmp_path_factory.mktemp("hostile"), seeded_file, lambda: all_hostile(applications=True))


@pytest.mark.parametrize(("name", "every"), each(SHORT))
def test_no_value_of_any_field_causes_a_fault(app, caller, addresses, town, name, every):
    def ours(who: str, method: str, *, every: bool) -> list[tuple[str, str, str]]:
        return [found for found in addresses(who, method, every=every) if found[0].startswith(PARTS)]

    forms = check_every_field(app, caller, ours, name, every)

    assert len(forms) >= (LEAST if name in SHORT else 0), sorted(form.action for form in forms.values())
