"""The set-up of a large town as one file is checked and applied while somebody waits for the page."""

from time import process_time

import pytest
import yaml

from deskq.office.models import Counter
from deskq.staff.models import Person
from tests.setup.test_whole_file import apply, check, exported
from tests.tools.steps import should_be

SERVICES, COUNTERS, PEOPLE = 60, 100, 500
#: Seconds of the processor for the check and for applying it, each; a page says so from one second on.
MOST = 5.0


@pytest.mark.load
def test_a_large_office_is_checked_and_applied_in_one_request(admin, look):
    data = yaml.safe_load(exported(admin))
    service, (first, *_) = data["services"][0], data["people"]
    services = [f"large_{number}" for number in range(SERVICES)]
    data["services"] += [
        {**service, "code": code, "name_en": f"Service {code}", "name_fa": f"خدمت {code}"} for code in services
    ]
    data["counters"] += [
        {"number": 100 + number, "room_fa": "تالار", "serves": {services[number % SERVICES]: 1}}
        for number in range(COUNTERS)
    ]
    data["people"] += [
        {"sign_in_name": f"person{number}", "name": f"{first['name']} {number}", "role": "clerk", "active": True}
        for number in range(PEOPLE)
    ]
    text = yaml.safe_dump(data, allow_unicode=True)

    began = process_time()
    shown = check(admin, text)
    checked = process_time()
    answer = apply(admin, text)
    applied = process_time()

    print(f"{len(text)} B: check {checked - began:.1f} s, check and apply {applied - checked:.1f} s")
    assert (shown.status_code, answer.status_code) == (200, 303)
    assert look().query(Counter).filter(Counter.number >= 100).count() == COUNTERS
    assert look().query(Person).filter(Person.sign_in_name.like("person%")).count() == PEOPLE
    should_be(checked - began, MOST)
    should_be(applied - checked, 2 * MOST)
