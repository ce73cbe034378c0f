"""The board of a large hall: 30 counters, each with a call, and 12 groups of services for which people wait.

``python -m tests.load.full_board`` adds to the demo office what it lacks; ``fill`` then calls through the API.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import create_app
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo import catalogue
from deskq.office import service_templates
from deskq.office.models import Counter, CounterService, Service, ServiceGroup
from tests.load.press_client import ApiClient, BenchOffice

COUNTERS, GROUPS = 30, 12
LEVY = "renewal_levy"  #: served by every counter
WAITING = [LEVY, "building_permit", "notary_clearance", "art100", "info_desk"] + [
    f"more_{number}" for number in range(len(service_templates.GROUPS), GROUPS)
]  #: a service of each group


def furnish(office: int = 1) -> None:
    with transaction(office, "bench") as tx:
        counters = [_counter(office, number) for number in range(len(catalogue.COUNTERS) + 1, COUNTERS + 1)]
        tx.session.add_all(counters)
        tx.session.flush()
        services = [_service(tx.session, office, code) for code in WAITING]
        served = {(row.counter_id, row.service_id) for row in tx.session.scalars(select(CounterService))}
        wanted = {(counter.id, service.id) for counter in counters for service in services}
        levy = next(service.id for service in services if service.code == LEVY)
        wanted |= {(counter, levy) for counter in tx.session.scalars(select(Counter.id))}
        tx.session.add_all(CounterService(counter_id=one, service_id=other, rank=1) for one, other in wanted - served)
        tx.config_changed()


def fill(office: BenchOffice) -> None:
    """Somebody waits for each group, and somebody is called to each counter but those of ``office.clerks``."""
    token = next(iter(office.clerks.values()))
    client = ApiClient(office)
    for number in set(range(1, COUNTERS + 1)) - set(office.clerks):
        client.ask("POST", f"counters/{number}/opening", token, {})
        client.ask("POST", "tickets", office.kiosk, {"service": LEVY})
        client.ask("POST", f"counters/{number}/calls", token, {})
    for code in WAITING:
        for _ in range(3):
            client.ask("POST", "tickets", office.kiosk, {"service": code})
    client.close()


def _counter(office: int, number: int) -> Counter:
    """In the room of one of the demo office."""
    desk = catalogue.COUNTERS[number % len(catalogue.COUNTERS)]
    named = ("room_fa", "room_en", "floor_fa", "floor_en", "direction_fa", "direction_en", "arrow")
    return Counter(office_id=office, number=number, **{name: getattr(desk, name) for name in named})


def _service(session: Session, office: int, code: str) -> Service:
    """One of the demo office, or a new one with a group of its own."""
    found = session.scalar(select(Service).filter_by(office_id=office, code=code))
    if found is not None:
        return found
    number = int(code.removeprefix("more_"))
    like = service_templates.GROUPS[number % len(service_templates.GROUPS)]
    names = {"name_fa": f"{like.fa} {number}", "name_en": f"{like.en} {number}"}
    group = ServiceGroup(office_id=office, position=number, **names)
    session.add(group)
    session.flush()
    made = Service(office_id=office, group_id=group.id, position=100 + number, code=code, series="6", **names)
    session.add(made)
    session.flush()
    return made


if __name__ == "__main__":
    with create_app().app_context():
        db.session.remove()
        furnish()
