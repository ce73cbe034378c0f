"""Every figure of a report from the raw entries of the journal, one visit after another: second opinion."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.text import jalali
from tests.queue.visit_walk import Part, Walk

TEHRAN = ZoneInfo("Asia/Tehran")


@dataclass(frozen=True)
class SlowVisit:
    """One visit as the journal tells it; one that was kept overnight belongs to the day it was kept for."""

    day: date
    hour: int
    by: str
    now: dict[str, Any]
    parts: list[Part]
    wait: timedelta
    first_wait: timedelta | None
    since: datetime
    joined: bool
    #: Of those whom this visit passed, the weights of their classes.
    passed: list[float]
    weight: float
    #: Calls of this visit that were walk-ins, and all of its waiting until now, nights included.
    here: set[int]
    uncalled: timedelta

    @property
    def ending(self) -> str:
        state = self.now["state"]
        if state == "expired" and self.parts[-1].state == "absent":
            return "no_shows"
        return {"done": "served", "absent": "no_shows", "cancelled": "abandoned", "expired": "abandoned"}.get(state, "")


def visits(entries: list[Entry], weights: dict[int, float]) -> list[SlowVisit]:
    """``weights``: of priority classes."""
    walk = Walk(entries)
    joined = {entry.facts["ticket"] for entry in entries if entry.kind == "remote.joined"}
    raw: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.kind.startswith("ticket."):
            raw.setdefault(entry.facts["ticket"], []).append(entry)
    found = []
    for ticket, story in raw.items():
        now: dict[str, Any] = {}
        for entry in story:
            now |= {column: after for column, (_, after) in entry.facts["changes"].items()}
        came: datetime = story[0].at.astimezone(TEHRAN)
        parts = [part for part in walk.parts if part.ticket == ticket]
        wait, first = walk.waits(ticket)
        carried = [entry.facts["changes"]["day"][1] for entry in story if entry.facts.get("verb") == "carry"]
        day = jalali.gregorian(carried[-1]) if carried else (came - timedelta(hours=4)).date()
        weight = weights[now["priority_id"]]
        found.append(
            SlowVisit(
                day, came.hour, story[0].by.split(":")[0], now, parts, wait, first, walk.since[ticket],
                ticket in joined, [], weight, walk.here, _uncalled(parts, now["state"], walk.since[ticket]),
            )
        )  # fmt: skip
    for one in found:
        one.passed.extend(other.weight for other in found if other.day == one.day and _passes(one, other))
    return found


def _uncalled(parts: list[Part], state: str, since: datetime) -> timedelta:
    waits = sum((part.length for part in parts if part.state == "waiting"), timedelta())
    return waits + (clock.now() - since if state == "waiting" else timedelta())


def _passes(one: SlowVisit, other: SlowVisit) -> bool:
    """Whether one was called first while the other, who came earlier, waited for the same service and for the first
    call."""
    call = _first_call(one)
    if call is None or other is one or not other.now["arrived_at"] < one.now["arrived_at"]:
        return False
    first = _first_call(other)
    before = [part for part in other.parts if first is None or part.sequence <= first.sequence]
    waits = [part for part in before if part.state == "waiting" and part.verb != "expire"]
    if any(part.service == call.service and part.began <= call.ended < part.ended for part in waits):
        return True
    still = first is None and other.now["state"] == "waiting" and other.now["service_id"] == call.service
    return still and other.since <= call.ended


def _first_call(visit: SlowVisit) -> Part | None:
    return next((part for part in visit.parts if part.state == "waiting" and part.verb == "call"), None)


def in_time(visit: SlowVisit, targets: dict[int, int]) -> bool | None:
    target = timedelta(seconds=targets[_first_service(visit)])
    if visit.first_wait is not None:
        return visit.first_wait <= target
    return False if visit.uncalled > target else None


def _first_service(visit: SlowVisit) -> int:
    calls = [part.service for part in _calls(visit) if part.sequence not in visit.here]
    return calls[0] if calls else visit.now["service_id"]


def _calls(visit: SlowVisit) -> list[Part]:
    return [part for part in visit.parts if part.state == "waiting" and part.verb == "call"]


def judged(chosen: Iterable[SlowVisit], targets: dict[int, int]) -> dict[str, int]:
    known = [one for one in (in_time(visit, targets) for visit in chosen) if one is not None]
    return {"in_time": sum(known), "judged": len(known)}


def figures(chosen: Iterable[SlowVisit], ordinary: int, targets: dict[int, int]) -> dict[str, Any]:
    """As ``plain`` tells a report's figures. ``targets``: {service: seconds}."""
    mine = list(chosen)
    called = [visit for visit in mine if visit.first_wait is not None]
    finished = [visit for visit in mine if visit.ending == "served" and visit.parts[-1].verb == "finish"]
    return {
        "arrivals": len(mine),
        **{name: sum(visit.ending == name for visit in mine) for name in ("served", "no_shows", "abandoned")},
        "transfers": sum(part.verb == "transfer" for visit in mine for part in visit.parts),
        "priority": sum(visit.now["priority_id"] != ordinary for visit in mine),
        "joined": sum(visit.joined for visit in mine),
        **overtaken(mine),
        **judged(mine, targets),
        "first": sorted(whole(visit.first_wait) for visit in called),
        "total": sorted(whole(visit.wait) for visit in called),
        "service": sorted(whole(served(visit.parts)) for visit in finished),
    }


def at_place(
    chosen: Iterable[SlowVisit], which: str, key: int, ordinary: int, targets: dict[int, int]
) -> dict[str, Any]:
    """The same of a counter or a clerk."""
    mine = [visit for visit in chosen if key in _called_at(visit, which)]
    ended = [visit for visit in mine if _ended_at(visit, which) == key]
    here = [[part for part in visit.parts if getattr(part, which) == key] for visit in mine]
    finished = [
        parts
        for parts in here
        if any(part.state == "serving" and part.verb in ("finish", "transfer") for part in parts)
    ]
    return {
        "arrivals": len(mine),
        **{name: sum(visit.ending == name for visit in ended) for name in ("served", "no_shows", "abandoned")},
        "transfers": sum(part.verb == "transfer" for parts in here for part in parts),
        "priority": sum(visit.now["priority_id"] != ordinary for visit in mine),
        "joined": sum(visit.joined for visit in mine),
        **overtaken([visit for visit in mine if _called_at(visit, which)[0] == key]),
        **judged([visit for visit in mine if _called_at(visit, which)[0] == key], targets),
        "first": sorted(
            whole(visit.first_wait)
            for visit in mine
            if visit.first_wait is not None and _called_at(visit, which)[0] == key
        ),
        "total": [],
        "service": sorted(whole(served(parts)) for parts in finished),
    }  # fmt: skip


def services_of(chosen: Iterable[SlowVisit]) -> set[int]:
    return {service for visit in chosen for service in _services(visit)}


def _services(visit: SlowVisit) -> set[int]:
    """Where the visitor was called or served, and the last one."""
    return {part.service for part in visit.parts if part.state in ("called", "serving")} | {visit.now["service_id"]}


def of_service(chosen: Iterable[SlowVisit], key: int, ordinary: int, targets: dict[int, int]) -> dict[str, Any]:
    """The same of a service: each wait at the service for which it was."""
    mine = [visit for visit in chosen if key in _services(visit)]
    ended = [visit for visit in mine if visit.now["service_id"] == key]
    first = [visit for visit in mine if _first_service(visit) == key]
    passing = [visit for visit in mine if _calls(visit) and _calls(visit)[0].service == key]
    parts = [[part for part in visit.parts if part.service == key] for visit in mine]
    served_here = [
        some for some in parts
        if any(part.state == "serving" and part.verb in ("finish", "transfer", "switch") for part in some)
    ]  # fmt: skip
    waits = [waits_for(visit).get(key) for visit in mine]
    return {
        "arrivals": len(mine),
        **{name: sum(visit.ending == name for visit in ended) for name in ("served", "no_shows", "abandoned")},
        "transfers": sum(part.verb == "transfer" for some in parts for part in some),
        "priority": sum(visit.now["priority_id"] != ordinary for visit in mine),
        "joined": sum(visit.joined for visit in mine),
        **overtaken(passing),
        **judged(first, targets),
        "first": sorted(whole(visit.first_wait) for visit in first if visit.first_wait is not None),
        "total": sorted(whole(wait) for wait in waits if wait is not None),
        "service": sorted(whole(served(some)) for some in served_here),
    }


def waits_for(visit: SlowVisit) -> dict[int, timedelta]:
    """{service for which the visitor was called: their waiting}: each up to its call; at its end to its own service."""
    found: dict[int, timedelta] = {}
    since_call = timedelta()
    for part in visit.parts:
        if part.state != "waiting" or part.verb == "expire":
            continue
        since_call += part.length
        is_call = part.verb == "call" and part.sequence not in visit.here
        if is_call or part.service in found:
            found[part.service] = found.get(part.service, timedelta()) + since_call
            since_call = timedelta()
    return found


def overtaken(chosen: Iterable[SlowVisit]) -> dict[str, int]:
    passing = [visit for visit in chosen if visit.passed]
    return {
        "overtaking": len(passing),
        "overtaking_by_class": sum(max(visit.passed) < visit.weight for visit in passing),
    }


def keys_of(chosen: Iterable[SlowVisit], which: str) -> set[int]:
    return {key for visit in chosen for key in _called_at(visit, which)}


def grouped(chosen: Iterable[SlowVisit], of: Callable[[SlowVisit], Any]) -> dict[Any, list[SlowVisit]]:
    found: dict[Any, list[SlowVisit]] = {}
    for visit in chosen:
        found.setdefault(of(visit), []).append(visit)
    return found


def _called_at(visit: SlowVisit, which: str) -> list[int]:
    calls = [getattr(part, which) for part in visit.parts if part.state == "called"]
    if visit.now["state"] == "called":
        calls.append(visit.now[f"{which}_id"])
    return [key for key in calls if key is not None]


def _ended_at(visit: SlowVisit, which: str) -> int | None:
    """Where somebody last called or served the visitor."""
    if visit.now["state"] in ("called", "serving"):
        return visit.now[f"{which}_id"]
    return next((getattr(part, which) for part in visit.parts[::-1] if part.state in ("called", "serving")), None)


def served(parts: Iterable[Part]) -> timedelta:
    lasted = (part.length for part in parts if part.state == "serving" and part.verb != "expire")
    return sum(lasted, timedelta())


def whole(length: timedelta) -> int:
    return ceil(length / timedelta(seconds=1))
