"""What somebody finds who begins to practise: visitors in the queue, a free counter, invented clerks."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from deskq.core import actors, secrets
from deskq.core.errors import DomainError
from deskq.core.transactions import Transaction
from deskq.invented.visitors import Mix
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, Counter
from deskq.practice import accounts
from deskq.practice.rules import BY, VISITORS, NoFreeCounter
from deskq.queue.events import TicketAmended
from deskq.queue.hall import queries as hall_queries
from deskq.queue.hall.service import help_calls
from deskq.queue.models import LIVE, Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.counter_action import CounterAction, update_row
from deskq.queue.service.issue import issue
from deskq.staff.models import Person

#: Minutes ago that the visitors of a new queue came, the first one first.
CAME = (16, 13, 11, 8, 6, 4, 2, 0)
#: Minutes until the promised hour of the last of them.
PROMISED = 2
#: However often somebody begins again, no more people wait in the hall.
MOST = 3 * VISITORS
#: What weighs the services of the own counter against the others.
OWN, OTHER = 4, 1
IN_TURN = 5
#: Minutes over the maximum wait.
TOO_LONG = 5
#: Invented clerks who work when a supervisor begins.
WORKING = 2


def mix(config: OfficeConfig, counter_id: int | None = None) -> Mix:
    """What invented visitors come for: most of them for the services of this counter. Every eighth is in a class of
    its own."""
    own = config.ranks.get(counter_id or 0, {})
    services = {row.code: OWN if row.id in own else OTHER for row in config.at_kiosk}
    others = [row.code for row in config.priorities.values() if row.offered and row.code != ORDINARY and row.chosen]
    return Mix(services, {"": 7 * max(1, len(others)), **dict.fromkeys(others, 1)})


def counter_for(tx: Transaction, person: Person, number: int | None) -> Counter:
    """A counter with this clerk: the one that they have, or a free one, if possible that of this ``number``."""
    return office_queries.counter_of(tx.session, person.id) or _open_free(tx, person, number)


def _open_free(tx: Transaction, person: Person, number: int | None) -> Counter:
    """A closed counter; else that of an invented clerk. Those that serve nothing are left out."""
    config = _config(tx)
    invented = {one.id for one in accounts.invent(tx)}
    useful = [row for row in office_queries.fresh_counters(tx.session, tx.office_id) if config.ranks.get(row.id)]
    possible = [row for row in useful if row.status == "closed"] + [row for row in useful if row.clerk_id in invented]
    if not possible:
        raise NoFreeCounter
    chosen = min(possible, key=lambda row: (row.number != number, row.status != "closed"))
    if chosen.status != "closed":
        counters.free_counter(tx.office_id, BY, chosen.id)
    by = actors.person(person.id)
    return counters.open_counter(CounterAction(tx.office_id, by, chosen.id, person.id))


def for_supervisor(tx: Transaction, rng: random.Random) -> None:
    """People who wait; invented clerks at two counters, one of whom asks for help; somebody who has waited too long,
    if possible for a service of no open counter. At least one counter stays closed."""
    fill_queue(tx, rng, None)
    clerks, config = accounts.invent(tx), _config(tx)
    rows = office_queries.fresh_counters(tx.session, tx.office_id)
    busy = {row.clerk_id for row in rows}
    free = [row for row in rows if row.status == "closed" and config.ranks.get(row.id)]
    idle = [one for one in clerks if one.id not in busy]
    wanted = min(WORKING - (len(clerks) - len(idle)), len(free) - 1)
    for counter, clerk in list(zip(free, idle, strict=False))[: max(0, wanted)]:
        _work(tx, counter, clerk)
    _ask_for_help(tx, {one.id for one in clerks})
    _wait_too_long(tx, rng)


def _work(tx: Transaction, counter: Counter, clerk: Person) -> None:
    action = CounterAction(tx.office_id, actors.person(clerk.id), counter.id, clerk.id)
    counters.open_counter(action)
    try:
        calls.call_next(action)
        serve.start(action)
    except DomainError:
        return  # nobody waits for this counter


def _ask_for_help(tx: Transaction, clerks: set[int]) -> None:
    """One of the invented clerks, unless somebody asks already."""
    rows = [row for row in office_queries.fresh_counters(tx.session, tx.office_id) if row.clerk_id in clerks]
    if rows and not hall_queries.help_calls(tx.session, tx.office_id):
        row = rows[-1]
        help_calls.ask(CounterAction(tx.office_id, actors.person(row.clerk_id or 0), row.id, row.clerk_id))


def _wait_too_long(tx: Transaction, rng: random.Random) -> None:
    """Unless somebody does already."""
    config = _config(tx)
    limit = tx.at - config.office.max_wait
    if _waiting(tx, [Ticket.arrived_at <= limit]):
        return
    staffed = [row.id for row in office_queries.fresh_counters(tx.session, tx.office_id) if row.status == "open"]
    served = {service for counter in staffed for service in config.ranks.get(counter, {})}
    codes = [row.code for row in config.at_kiosk]
    unserved = [row.code for row in config.at_kiosk if row.id not in served]
    new = NewTicket(rng.choice(unserved or codes), secrets.new(), by_staff=True)
    _arrive(tx, new, config.office.bound_minutes + TOO_LONG)


def fill_queue(tx: Transaction, rng: random.Random, counter_id: int | None) -> None:
    """As many visitors as are missing to ``VISITORS``: for several services, one in a class of its own, one with a
    promised hour. They came one after the other."""
    config = _config(tx)
    everybody = _waiting(tx, [])
    here = _waiting(tx, [Ticket.service_id.in_(config.ranks.get(counter_id, {}))]) if counter_id else everybody
    missing = max(0, min(VISITORS - here, MOST - everybody))
    promised = tx.at + timedelta(minutes=PROMISED)
    for place, (code, priority) in enumerate(_visitors(mix(config, counter_id), rng, missing)):
        begins_at = promised if place == VISITORS - 1 else None
        _arrive(tx, NewTicket(code, secrets.new(), priority, begins_at=begins_at, by_staff=True), CAME[place])


def _visitors(among: Mix, rng: random.Random, count: int) -> Sequence[tuple[str, str]]:
    """(service, class) of each: the first ones in turn for each service, so that there are several; then by chance.
    The third is in a class of its own."""
    codes = sorted(among.services, key=lambda code: (-among.services[code], rng.random()))
    weights = [among.services[code] for code in codes]
    special = [code for code in among.classes if code]
    chosen = [*codes[:IN_TURN], *rng.choices(codes, weights, k=count)][:count]
    return [(code, rng.choice(special) if special and place == 2 else "") for place, code in enumerate(chosen)]


def _arrive(tx: Transaction, new: NewTicket, ago: int) -> None:
    """The visitor came ``ago`` minutes before now."""
    try:
        ticket = issue(tx.office_id, BY, new)
    except DomainError:
        return  # a supervisor has closed this service
    if ago and ticket.state == "waiting":
        came = tx.at - timedelta(minutes=ago)
        changes = update_row(tx.session, ticket, arrived_at=came, since=came)
        tx.record(TicketAmended(ticket.id, ticket.code, "amend", None, changes))


def _waiting(tx: Transaction, among: Sequence[ColumnElement[bool]]) -> int:
    """People who wait, or whose promised hour comes soon."""
    waits = (Ticket.state == "waiting") | ((Ticket.state == "held") & Ticket.counter_id.is_(None))
    wanted = select(func.count()).select_from(Ticket).where(Ticket.office_id == tx.office_id, LIVE, waits, *among)
    return tx.session.scalar(wanted) or 0


def _config(tx: Transaction) -> OfficeConfig:
    return config_cache.at(tx.office_id, tx.config_version, tx.connection)
