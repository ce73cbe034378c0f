"""Adds counters 101, 102 ... that serve every service, for measurements: python -m tests.load.more_counters 16."""

import sys

from deskq import create_app
from deskq.extensions import db
from deskq.office import catalogue
from deskq.office.models import Counter, CounterService
from deskq.transactions import transaction


def add(count: int) -> None:
    session = db.session()
    services = list(catalogue.of(session, 1).services)
    with transaction(1, "bench") as tell:
        made = [Counter(office_id=1, number=101 + index) for index in range(count)]
        tell.session.add_all(made)
        tell.session.flush()
        tell.session.add_all(
            CounterService(counter_id=counter.id, service_id=service, rank=1)
            for counter in made
            for service in services
        )
        tell.catalogue_changed()


if __name__ == "__main__":
    with create_app().app_context():
        add(int(sys.argv[1]))
