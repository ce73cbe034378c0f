"""Begin to practise, and begin again: the hall, the account in it, and what is found there."""

import random
from dataclasses import dataclass

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.practice import accounts, hall, queries, scene
from deskq.practice.events import PracticeBegun
from deskq.practice.models import PracticeRun
from deskq.practice.rules import BY, NothingToPractise, RealCounterOpen
from deskq.staff.models import Person


@dataclass(frozen=True, slots=True)
class Begun:
    """``account``: that of this person in the practice hall; ``counter``: the number of their counter there, None for a
    role without one."""

    account: Person
    counter: int | None


@dataclass(frozen=True, slots=True)
class Asking:
    """The account in the real office of who begins."""

    id: int
    office_id: int
    login_id: int
    role: str
    names: Name


def begin(who: Asking) -> Begun:
    """Take this person to the practice hall of their office. Who practises there already goes on. ``RealCounterOpen``
    while visitors of the real hall can be called to them, ``NothingToPractise`` where nothing is set up,
    ``NoFreeCounter``."""
    real = office_queries.counter_of(db.session(), who.id)
    if real is not None and real.status == "open":
        raise RealCounterOpen(number=real.number)
    number = real.number if real is not None else None
    hall_id = hall.ensure(who.office_id)
    hall.keep_up(who.office_id, hall_id)
    with transaction(hall_id, BY) as tx:
        config = config_cache.at(hall_id, tx.config_version, tx.connection)
        if not config.at_kiosk:
            raise NothingToPractise
        account = accounts.give(tx, who)
        return _set_out(tx, account, number, again=False)


def begin_again(hall_id: int, person_id: int) -> Begun:
    """The exercises of this person count anew, and people wait again."""
    with transaction(hall_id, BY) as tx:
        return _set_out(tx, tx.session.get_one(Person, person_id), None, again=True)


def _set_out(tx: Transaction, account: Person, number: int | None, *, again: bool) -> Begun:
    counter = scene.counter_for(tx, account, number) if account.role == "clerk" else None
    run = queries.run(tx.session, account.id)
    if run is None or again:
        _prepare(tx, counter)
        _store_run(tx, account, run)
    return Begun(account, counter.number if counter is not None else None)


def _prepare(tx: Transaction, counter: Counter | None) -> None:
    rng = random.Random(random.getrandbits(64))  # noqa: S311 (invented visitors)
    if counter is not None:
        scene.fill_queue(tx, rng, counter.id)
    else:
        scene.for_supervisor(tx, rng)


def _store_run(tx: Transaction, account: Person, run: PracticeRun | None) -> None:
    """Last: what was done for this person here ticks no exercise."""
    tx.record(PracticeBegun(account.id))
    run = run or PracticeRun(person_id=account.id, office_id=tx.office_id)
    run.began_after, run.began_at = tx.version, tx.at
    tx.session.add(run)
    tx.session.flush()
