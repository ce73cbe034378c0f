"""In-memory cache of an office's configuration: settings, services, priority classes, counters, ranks, skills, hours.

Cached per office until ``Head.config_version`` increases: edits call ``tx.config_changed()`` in their transaction, and
every process sees the new version when it next reads the head of the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, select
from sqlalchemy.orm import Session

from deskq.access import served_office
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import directory, rules, served
from deskq.office.models import ORDINARY, Counter, Office, Opening, PriorityClass, Service, ServiceGroup, SpecialDay
from deskq.office.shares import Shares, shares
from deskq.office.today.models import ClerkLoan, ServiceClosure
from deskq.office.working_time import Calendar

NOT_SERVED = Name("اکنون هیچ باجه‌ای این خدمت را نمی‌دهد.", "No counter offers this service at the moment.")


@dataclass(frozen=True)
class OfficeConfig:
    """The configuration as detached, read-only rows, without the columns of a counter that its actions change.
    ``closures`` and ``loans`` ({clerk: loans}) have an end and may be over."""

    version: int
    office: Office
    groups: list[ServiceGroup]
    services: Mapping[int, Service]
    priorities: Mapping[int, PriorityClass]
    counters: Mapping[int, Counter]
    ranks: Mapping[int, Mapping[int, int]]
    skills: Mapping[int, frozenset[int]]
    weekly: list[Opening]
    special: Mapping[date, SpecialDay]
    closures: Mapping[int, ServiceClosure]
    loans: Mapping[int, list[ClerkLoan]]
    _hours: dict[int | None, tuple[datetime, rules.Hours]] = field(default_factory=dict, init=False)
    _shares: dict[int, Shares] = field(default_factory=dict, init=False)

    @cached_property
    def offered(self) -> list[Service]:
        """The services on offer, in the order of the kiosk."""
        return [service for service in self.services.values() if service.offered]

    @cached_property
    def group_ids(self) -> dict[int, int]:
        """{service id: group id}."""
        return {service.id: service.group_id for service in self.services.values()}

    @cached_property
    def offered_group_ids(self) -> dict[int, int]:
        """{id of a service on offer: group id}."""
        return {service.id: service.group_id for service in self.offered}

    @cached_property
    def group_names(self) -> dict[int, Name]:
        """{group id: name}, in the order of the kiosk."""
        return {group.id: group.name for group in self.groups}

    @cached_property
    def at_kiosk(self) -> list[Service]:
        """The offered services that are assigned to a counter: what the kiosk shows. None while it is set up."""
        return [row for row in self.offered if self.shares(row.id).counters]

    def counters_of(self, service_id: int) -> list[Counter]:
        """The counters that serve a service."""
        return [row for row in self.counters.values() if service_id in self.ranks.get(row.id, {})]

    @cached_property
    def hall(self) -> Name:
        """The room people sit in, where most counters are."""
        return rules.hall(place.room for place in self.places.values())

    @cached_property
    def _service_by_code(self) -> dict[str, Service]:
        return {row.code: row for row in self.offered}

    @cached_property
    def _priority_by_code(self) -> dict[str, PriorityClass]:
        return {row.code: row for row in self.priorities.values() if row.offered and row.chosen}

    def target(self, service_id: int) -> rules.Target:
        row, usual = self.services[service_id], self.office.bound_minutes
        return rules.Target(row.target_percent or rules.USUAL_SHARE, 60 * (row.target_minutes or usual))

    @cached_property
    def counter_ids(self) -> dict[int, int]:
        """{number: counter id}."""
        return {row.number: row.id for row in self.counters.values()}

    @cached_property
    def places(self) -> dict[int, rules.Place]:
        """{counter id: where it is}."""
        return {row.id: row.place for row in self.counters.values()}

    @cached_property
    def weights(self) -> dict[int, float]:
        """{class id: weight}."""
        return {row.id: row.weight for row in self.priorities.values()}

    def shares(self, service_id: int) -> Shares:
        """Who shares counters with a service."""
        if service_id not in self._shares:
            self._shares[service_id] = shares(self.ranks, service_id)
        return self._shares[service_id]

    def service(self, code: str) -> Service | None:
        """A service on offer by its code."""
        return self._service_by_code.get(code)

    def priority(self, code: str) -> PriorityClass | None:
        """A class on offer that visitors choose by its code; the empty code is the ordinary class."""
        return self._priority_by_code.get(code or ORDINARY)

    def any_service(self, code: str) -> Service | None:
        """Any service by its code, also one no longer offered: booked appointments keep theirs."""
        return next((row for row in self.services.values() if row.code == code), None)

    def any_priority(self, code: str) -> PriorityClass | None:
        """Any class by its code, also one that visitors cannot choose; the ordinary class when it was deleted."""
        return next((row for row in self.priorities.values() if row.code == code), None) or self.priority("")

    def given_priority(self, code: str) -> PriorityClass | None:
        """An offered class by its code, including classes that only staff can give."""
        return next((row for row in self.priorities.values() if row.offered and row.code == code), None)

    def hours(self, now: datetime, service_id: int | None = None) -> rules.Hours:
        """Opening state at a moment, of the office or of a service; a service is closed while the office is closed or
        no counter serves it. Hours begin and end on whole minutes, so the result is cached for the minute."""
        minute = now.replace(second=0, microsecond=0)
        kept = self._hours.get(service_id)
        if kept is None or kept[0] != minute:
            kept = minute, self._hours_at(now, service_id)
            self._hours[service_id] = kept
        return kept[1]

    @property
    def working_time(self) -> Calendar:
        return Calendar(clock.zone(), self.weekly, self.special, rules.DAYS_OFF[self.office.working_week])

    def is_open_at(self, moment: datetime) -> bool:
        """Whether the office is open at any moment, also one long past or to come (not cached)."""
        return rules.hours(moment, clock.zone(), self.weekly, self.special).open

    def _hours_at(self, now: datetime, service_id: int | None) -> rules.Hours:
        own = rules.hours(now, clock.zone(), self.weekly, self.special, service_id)
        if service_id is None or not own.open:
            return own
        if not self.shares(service_id).counters:
            return rules.Hours(open=False, reason=NOT_SERVED)
        if not self.hours(now).open:
            return self.hours(now)
        closure = self.closure(service_id, now)
        if closure is None:
            return own
        after = self._hours_at(closure.until, service_id)
        return rules.Hours(False, closure.until if after.open else after.opens_at, None, closure.reason)

    def closure(self, service_id: int, now: datetime) -> ServiceClosure | None:
        """The closure of a service for today by a supervisor, or None."""
        found = self.closures.get(service_id)
        return found if found is not None and now < found.until else None

    def served(self, counter_id: int, clerk_id: int | None) -> Mapping[int, int]:
        """{service id: rank} of the services of a counter while this clerk works there. A service to which the clerk is
        lent has the rank of the first services."""
        ranks = self.ranks.get(counter_id, {})
        skills = self.skills.get(clerk_id or 0)
        own = {service: rank for service, rank in ranks.items() if service in skills} if skills else ranks
        loans = self.loans.get(clerk_id or 0, [])
        lent = [row.service_id for row in loans if clock.now() < row.until] if loans else []
        return {**dict.fromkeys(lent, min(own.values(), default=1)), **own} if lent else own


_cache: WeakKeyDictionary[Engine, dict[int, OfficeConfig]] = WeakKeyDictionary()


def forget(engine: Engine) -> None:
    """Forget the configurations of a database that was replaced: its versions begin anew."""
    _cache.pop(engine, None)
    directory.forget(engine)


def of(session: Session, office_id: int) -> OfficeConfig:
    """The current configuration."""
    return at(office_id, journal.position(session, office_id)[1], session.connection())


def known_name() -> Name | None:
    """The name of the served office without a query, for error pages, also while the database is not available. None
    where nobody said which of several."""
    known, served = _cache.get(db.engine, {}), served_office.current()
    real = [one for one in known.values() if one.office.practice_of is None]
    kept = known.get(served) if served is not None else real[0] if len(real) == 1 else None
    return kept.office.name if kept is not None else None


def cached(session: Session, office_id: int, **named: int | None) -> OfficeConfig:
    """The cached configuration without a version check, if it contains what is named (field=key). Otherwise another
    process may have added that since, and the current one is returned."""
    kept = _cache.get(db.engine, {}).get(office_id)
    if kept is None or any(key is not None and key not in getattr(kept, rows) for rows, key in named.items()):
        return of(session, office_id)
    return kept


def at(office_id: int, version: int, locked: Connection | None = None) -> OfficeConfig:
    """The configuration of a version taken from the head of the journal. Inside a transaction pass its connection: a
    second one from the pool could wait for requests that themselves wait for the office's lock."""
    kept = _cache.setdefault(locked.engine if locked is not None else db.engine, {})
    known = kept.get(office_id)
    if known is None or known.version != version:
        with Session(bind=locked or db.engine, join_transaction_mode="rollback_only") as session:
            known = _read(session, office_id, version)
            session.expunge_all()
        kept[office_id] = known
    return known


def _read(session: Session, office_id: int, version: int) -> OfficeConfig:
    def of_office(model: type[Any]) -> Select[Any]:
        return select(model).where(model.office_id == office_id)

    loans: dict[int, list[ClerkLoan]] = {}
    for loan in session.scalars(of_office(ClerkLoan)):
        loans.setdefault(loan.clerk_id, []).append(loan)
    services = of_office(Service).order_by(Service.position, Service.id)
    classes = of_office(PriorityClass).order_by(PriorityClass.code != ORDINARY, PriorityClass.position)
    groups = of_office(ServiceGroup).order_by(ServiceGroup.position, ServiceGroup.id)
    counters = of_office(Counter).order_by(Counter.number)
    return OfficeConfig(
        version=version,
        office=session.get_one(Office, office_id),
        groups=list(session.scalars(groups)),
        services={row.id: row for row in session.scalars(services)},
        priorities={row.id: row for row in session.scalars(classes)},
        counters={row.id: row for row in session.scalars(counters)},
        ranks=served.ranks(session, office_id),
        skills=served.skills(session, office_id),
        weekly=list(session.scalars(of_office(Opening))),
        special={row.day: row for row in session.scalars(of_office(SpecialDay))},
        closures={row.service_id: row for row in session.scalars(of_office(ServiceClosure))},
        loans=loans,
    )
