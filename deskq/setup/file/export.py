"""Exports the set-up of an office as values of a file, without passwords, keys and secrets of devices or programs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.office.admin.row_forms import clock_text, columns
from deskq.office.config_cache import OfficeConfig
from deskq.office.date_ranges import FOREVER
from deskq.office.forms import CounterPlace, GroupForm, NewPriorityForm, ServiceTexts, SettingsForm
from deskq.office.models import Opening
from deskq.setup.file import legal_days, rooms, sheets, town
from deskq.setup.file.row_names import distinct
from deskq.setup.file.rows import HEAD, SECTIONS, VERSION
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.units import queries as unit_queries


def export(session: Session, office_id: int) -> dict[str, Any]:
    about = config_cache.of(session, office_id)
    groups = distinct(about.groups)
    units = {unit.id: unit.code for unit in unit_queries.units(session, office_id)}
    found: dict[str, Any] = {
        "office": {**columns(about.office, SettingsForm), "day_starts": clock_text(about.office.day_starts)},
        "groups": [{**columns(row, GroupForm), "name_fa": groups[row.id]} for row in about.groups],
        "services": [_service(groups, row) for row in about.services.values()],
        "counters": [_counter(about, row) for row in about.counters.values()],
        "priorities": [columns(row, NewPriorityForm) for row in about.priorities.values()],
        "hours": _hours(about),
        "special_days": [_special(row) for row in about.special.values()],
        "people": [_person(about, row, units) for row in staff_queries.people(session, office_id)],
        **town.export(session, office_id),
        **rooms.export(session, office_id),
        **sheets.export(session, office_id),
        **legal_days.export(session, office_id),
    }
    return {HEAD: int(VERSION), **{section: found[section] for section in SECTIONS}}


def _service(groups: Mapping[int, str], row: Any) -> dict[str, Any]:
    return _filled({"code": row.code, "group": groups[row.group_id], **columns(row, ServiceTexts)})


def _counter(about: OfficeConfig, row: Any) -> dict[str, Any]:
    served = {about.services[service].code: rank for service, rank in about.ranks.get(row.id, {}).items()}
    return _filled({**columns(row, CounterPlace), "serves": served})


def _hours(about: OfficeConfig) -> list[dict[str, Any]]:
    """Rows that differ only in the weekday become one row."""
    found: dict[tuple[Any, ...], list[Opening]] = {}
    for row in sorted(about.weekly, key=lambda one: (one.service_id or 0, one.valid_from, one.weekday, one.opens)):
        found.setdefault((row.service_id, row.opens, row.closes, row.valid_from, row.valid_until), []).append(row)
    return [
        _filled(
            {
                "service": about.services[service].code if service else None,
                "weekdays": [row.weekday for row in rows],
                "opens": clock_text(opens),
                "closes": clock_text(closes),
                "valid_from": jalali.short_date(first),
                "valid_until": None if last == FOREVER else jalali.short_date(last),
            }
        )
        for (service, opens, closes, first, last), rows in found.items()
    ]


def _special(row: Any) -> dict[str, Any]:
    times = {
        name: clock_text(value) for name, value in (("opens", row.opens), ("closes", row.closes)) if value is not None
    }
    return _filled({"day": jalali.short_date(row.day), **times, "reason_fa": row.reason_fa, "reason_en": row.reason_en})


def _person(about: OfficeConfig, row: Person, units: dict[int, str]) -> dict[str, Any]:
    skills = sorted(about.services[service].code for service in about.skills.get(row.id, ()))
    named = {name: getattr(row, name) for name in ("sign_in_name", "name", "name_en", "role", "active")}
    return _filled({**named, "unit": units.get(row.unit_id or 0), "services": skills})


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """The row without empty fields, so that the file is easy to read."""
    return {name: value for name, value in row.items() if value is not None and value not in ("", [], {})}
