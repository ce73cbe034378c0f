"""The figures of waits and of service by a slow walk through the journal, second opinion on what is stored."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deskq.core.db.journal import Entry

#: {verb: the state in which it leaves a ticket}; other verbs leave it as it was.
LEADS_TO = {
    "call": "called", "start": "serving", "miss": "absent", "hold": "held", "resume": "serving", "return": "waiting",
    "put_back": "waiting", "transfer": "waiting", "finish": "done", "answer": "done", "cancel": "cancelled",
    "expire": "expired", "keep": "held",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of a visit; ``sequence`` and ``verb``: the entry that ended it."""

    ticket: int
    state: str
    service: int
    counter: int | None
    clerk: int | None
    began: datetime
    ended: datetime
    verb: str
    sequence: int

    @property
    def length(self) -> timedelta:
        return self.ended - self.began


class Walk:
    """All visits of an office, read entry by entry. An undone move is taken out of the story before it is told."""

    def __init__(self, entries: list[Entry]) -> None:
        self.stories: dict[int, list[Entry]] = defaultdict(list)
        self.parts: list[Part] = []
        self.since: dict[int, datetime] = {}
        for entry in entries:
            if entry.kind.startswith("ticket."):
                self._add(self.stories[entry.facts["ticket"]], entry)
        for ticket, story in self.stories.items():
            parts, self.since[ticket] = _told(story)
            self.parts += parts
        #: Calls of walk-ins: the sequences of their entries.
        self.here = {entry.sequence for entry in entries if (entry.facts.get("why") or {}).get("here")}
        self.parts.sort(key=lambda part: part.sequence)

    def _add(self, story: list[Entry], entry: Entry) -> None:
        """An undo that brings everything back strikes the move out; one that cannot, because its counter has moved on,
        is told as a new beginning."""
        if entry.kind != "ticket.undone":
            story.append(entry)
            return
        undone = next(row for row in reversed(story) if row.facts["verb"] == entry.facts["verb"])
        wanted = undone.facts["changes"].get("state", [None])[0]
        if entry.facts["changes"].get("state", [None, None])[1] == wanted:
            story.remove(undone)
        story.append(entry)

    def waits(self, ticket: int) -> tuple[timedelta, timedelta | None]:
        """(all waiting, waiting before the first call; None if it was never called, or as a walk-in); without what a
        night ended."""
        waiting = [p for p in self.parts if p.ticket == ticket and p.state == "waiting" and p.verb != "expire"]
        called = [(number, part) for number, part in enumerate(waiting, 1) if part.verb == "call"]
        calls = [number for number, part in called if part.sequence not in self.here]
        before = sum((part.length for part in waiting[: calls[0]]), timedelta()) if calls else None
        return sum((part.length for part in waiting), timedelta()), before

    def waited_until(self, ticket: int, now: datetime) -> timedelta:
        """All waiting of a ticket that waits now."""
        last = max((part.ended for part in self.parts if part.ticket == ticket), default=None)
        since = self.since[ticket]
        assert last is None or last <= since
        return self.waits(ticket)[0] + (now - since)

    def chosen(self, tickets: set[int], first: bool) -> list[timedelta]:
        waits = [self.waits(ticket) for ticket in tickets]
        return [before if first else total for total, before in waits if before is not None]

    def exceeded_by(self, tickets: set[int], share: float) -> int | None:
        """The shortest wait in seconds that at most this share of the called visitors exceeded."""
        waits = [int(wait.total_seconds()) for wait in self.chosen(tickets, first=False)]
        found = [one for one in waits if sum(other > one for other in waits) <= share * len(waits) + 1e-9]
        return min(found, default=None)

    def minutes(self, tickets: set[int], first: bool) -> Counter[int]:
        return Counter(-(-wait // timedelta(minutes=1)) for wait in self.chosen(tickets, first))

    def served(self, counter: int, tickets: set[int]) -> list[int]:
        """Whole seconds of service at a counter, of each of these visits that it finished or transferred."""
        lasted: dict[int, timedelta] = defaultdict(timedelta)
        ended = set()
        for part in self.parts:
            if part.state == "serving" and part.counter == counter and part.ticket in tickets:
                lasted[part.ticket] += part.length
                if part.verb in ("finish", "transfer"):
                    ended.add(part.ticket)
        return sorted(int(lasted[ticket].total_seconds()) for ticket in ended)


def _told(story: list[Entry]) -> tuple[list[Part], datetime]:
    """The ended parts, and when the present one began."""
    parts: list[Part] = []
    now: dict[str, Any] = {}
    since = story[0].at
    for entry in story:
        before, verb = dict(now), entry.facts.get("verb", "")
        now |= {column: after for column, (_, after) in entry.facts["changes"].items()}
        if entry.kind == "ticket.undone":
            since = datetime.fromisoformat(now["since"])
        elif before and (
            LEADS_TO.get(verb, before["state"]) != before["state"] or "service_id" in entry.facts["changes"]
        ):
            if before["state"] in ("waiting", "called", "serving", "held", "absent"):
                place = (before["service_id"], before.get("counter_id"), before.get("clerk_id"))
                parts.append(
                    Part(entry.facts["ticket"], before["state"], *place, since, entry.at, verb, entry.sequence)
                )
            since = entry.at
    return parts, since
