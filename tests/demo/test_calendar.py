"""The calendar of the demo office: open whenever somebody tries it, with the working days of a municipality."""

from datetime import timedelta

from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.demo.office import create_demo_office
from deskq.office import config_cache
from tests.conftest import MORNING, PASSWORD


def test_it_is_open_on_every_day_and_works_from_saturday_to_wednesday(office):
    north = create_demo_office(PASSWORD, "north")
    config = config_cache.of(db.session(), north)
    week = [MORNING + timedelta(days=past) for past in range(7)]

    assert all(config.is_open_at(moment) for moment in week)
    works = {jalali.weekday(moment) for moment in week if config.working_time.works_on(moment.date())}
    assert works == {0, 1, 2, 3, 4}
