"""Figures of applications from raw entries of the journal, one closing of a working day after another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deskq.core.db.journal import EPOCH, MICROSECOND, Entry

TEHRAN = ZoneInfo("Asia/Tehran")
PRESENT = ("here", "documents", "payment", "applicant", "outside")
WAITS = {"documents": "applicant", "payment": "applicant", "applicant": "applicant", "outside": "outside"}
RUNNING = ("open", "incomplete", "payment", "applicant", "outside")


@dataclass
class Told:
    """What the journal tells of one application, event by event."""

    entry: Entry
    events: list[Entry] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        return str(self.entry.facts["sheet"])

    @property
    def missing(self) -> bool:
        return bool(self.entry.facts["missing"])


@dataclass
class Place:
    """Where an application is at one moment."""

    state: str
    stages: dict[str, str]
    after: dict[str, list[str]]
    kinds: dict[str, str]

    def begin(self) -> list[str]:
        found = []
        for code in self.stages:
            if self.stages[code] == "to_come" and all(
                self.stages[one] in ("done", "skipped") for one in self.after[code]
            ):
                self.stages[code] = self.kinds[code]
                found.append(code)
        return found


def told(entries: Iterable[Entry]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for entry in entries:
        if entry.kind == "application.opened":
            found[entry.facts["application"]] = Told(entry)
        elif entry.kind in ("application.moved", "application.documents"):
            found[entry.facts["application"]].events.append(entry)
        elif entry.kind == "application.taken_back":
            events = found[entry.facts["application"]].events
            events.remove(next(one for one in events if one.facts.get("step") == entry.facts["took"]))
    return found


def closings(first: datetime, last: datetime, hours: dict[int, int], closed: set[date]) -> list[datetime]:
    """Each closing of a working day; ``hours``: {weekday from Saturday: minute of the closing}."""
    found, day = [], first.astimezone(TEHRAN).date()
    while day <= last.astimezone(TEHRAN).date():
        if (day.weekday() + 2) % 7 in hours and day not in closed:
            found.append(datetime.combine(day, time(), TEHRAN) + timedelta(minutes=hours[(day.weekday() + 2) % 7]))
        day += timedelta(1)
    return found


def beginning(one: Told) -> Place:
    stages, after, kinds = {}, {}, {}
    for text in one.entry.facts["graph"].split():
        name, _, before = text.partition("<")
        name, _, kind = name.partition("~")
        code = name.strip("?")
        stages[code], after[code], kinds[code] = "to_come", [each for each in before.split("+") if each], kind or "here"
    place = Place("open", stages, after, kinds)
    begun = place.begin()
    if one.missing:
        place.stages[begun[0]] = "documents"
        place.state = "incomplete"
    return place


def do(place: Place, facts: dict[str, Any]) -> None:
    verb, code = facts["verb"], facts["stage"]
    if verb in ("complete", "skip"):
        place.stages[code] = "done" if verb == "complete" else "skipped"
    elif verb == "resume":
        place.stages[code] = "here"
    elif verb.startswith("wait_"):
        place.stages[code] = verb[5:]
    if verb in ("complete", "skip", "uphold"):
        place.begin()
    place.state = facts["state"]


def sources(place: Place, code: str) -> list[str]:
    found: list[str] = []
    for before in place.after[code]:
        for each in [before] if place.stages[before] == "done" else sources(place, before):
            if each not in found:
                found.append(each)
    return found


def rows(number: int, one: Told, ends: list[datetime]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The stages that ended and the endings, each as the columns of its table."""
    stages: list[dict[str, Any]] = []
    endings: list[dict[str, Any]] = []
    moves = [entry for entry in one.events if entry.kind == "application.moved"]
    for place_of, entry in enumerate(moves):
        before, now = _after(one, moves[:place_of]), _after(one, moves[: place_of + 1])
        answered = before.state in RUNNING and now.state in ("finished", "refused", "withdrawn")
        days = _days(one, moves[:place_of], entry.at, ends)
        for code, state in before.stages.items():
            if state not in PRESENT:
                continue
            over = now.stages[code] if now.stages[code] in ("done", "skipped") else ""
            if over or (answered and now.state != "finished"):
                mine = {hand: sum(day == hand for day in days[code]) for hand in ("town", "applicant", "outside")}
                stages.append(
                    {"application_id": number, "code": code, "how": over or now.state,
                     "came_from": " ".join(sources(now, code)), "day": _day(entry.at), **mine}
                )  # fmt: skip
        if answered:
            endings.append(_ending(number, one, moves[: place_of + 1], days[""], stages))
    return stages, endings


def _after(one: Told, moves: list[Entry]) -> Place:
    place = beginning(one)
    for entry in moves:
        do(place, entry.facts)
    return place


def _days(one: Told, moves: list[Entry], until: datetime, ends: list[datetime]) -> dict[str, list[str]]:
    """{stage, or "" for the whole: in whose hands it was at each closing}."""
    found: dict[str, list[str]] = {code: [] for code in ("", *beginning(one).stages)}
    for end in ends:
        if not one.entry.at < end <= until:
            continue
        place = _after(one, [entry for entry in moves if entry.at < end])
        if place.state in (*RUNNING, "objected"):
            found[""].append({"incomplete": "applicant", "payment": "applicant", "applicant": "applicant",
                              "outside": "outside"}.get(place.state, "town"))  # fmt: skip
        for code, state in place.stages.items():
            if place.state in RUNNING and state in PRESENT:
                found[code].append(WAITS.get(state, "town"))
    return found


def _ending(
    number: int, one: Told, moves: list[Entry], days: list[str], stages: list[dict[str, Any]]
) -> dict[str, Any]:
    at = moves[-1].at
    dues = [one.entry.facts["due"], *(entry.facts["due"] for entry in moves[:-1] if entry.facts["due"])]
    first, latest = EPOCH + dues[0] * MICROSECOND, EPOCH + dues[-1] * MICROSECOND
    handed_in = [entry for entry in one.events if entry.kind == "application.documents" and entry.facts["received"]]
    came = [
        entry
        for entry in (one.entry, *handed_in)
        if entry.by.startswith("person:") and entry.sequence <= moves[-1].sequence
    ]
    return {
        "application_id": number, "how": moves[-1].facts["state"], "day": _day(at), "missing": one.missing,
        "in_first": at <= first, "in_latest": at <= latest,
        "extensions": sum(entry.facts["verb"] == "extend" for entry in moves),
        "visits": len({entry.at.astimezone(TEHRAN).date() for entry in came}),
        "done": {row["code"] for row in stages if row["how"] == "done"},
        "whole": (at.astimezone(TEHRAN).date() - one.entry.at.astimezone(TEHRAN).date()).days,
        **{hand: days.count(hand) for hand in ("town", "applicant", "outside")},
    }  # fmt: skip


def _day(at: datetime) -> date:
    return at.astimezone(TEHRAN).date()
