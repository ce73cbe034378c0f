"""Adds counters 101, 102 ... that serve six services, for measurements: python -m tests.load.more_counters 16."""

import sys

from deskq import create_app
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.models import Counter, CounterService

#: As many as a counter of the demo office serves, among them those that bench_http issues.
SERVED = ("renewal_levy", "art77", "notary_clearance", "utility_inquiry", "building_permit", "art100")


def add(count: int, office_id: int = 1) -> None:
    session = db.session()
    services = [row.id for row in config_cache.of(session, office_id).offered if row.code in SERVED]
    with transaction(office_id, "bench") as tx:
        made = [Counter(office_id=office_id, number=101 + index) for index in range(count)]
        tx.session.add_all(made)
        tx.session.flush()
        tx.session.add_all(
            CounterService(counter_id=counter.id, service_id=service, rank=1)
            for counter in made
            for service in services
        )
        tx.config_changed()


if __name__ == "__main__":
    with create_app().app_context():
        add(int(sys.argv[1]))
