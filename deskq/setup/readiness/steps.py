"""The steps of each part, in the order in which they are done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from deskq.setup import rules as queue_rules


@dataclass(frozen=True, slots=True)
class StepKind:
    """``minutes``: how long a person who is new to it needs, 0 where that is not for today; ``measured``: counted in an
    end-to-end journey (docs/benchmarks.md), otherwise an estimate. ``needed``: the part does not work without it; the
    others may be left for later. ``confirmed``: only a person can say that it is done. ``event``: what the part is for;
    it happens elsewhere. ``page``: endpoint of the page that mends it, with the arguments ``where``."""

    part: str
    key: str
    minutes: int
    page: str
    where: Mapping[str, Any] = field(default_factory=dict)
    measured: bool = False
    needed: bool = True
    confirmed: bool = False
    event: bool = False


def _of_queue(key: str, minutes: int, measured: bool) -> StepKind:
    return StepKind(
        "queue",
        key,
        minutes,
        f"manage_setup.{key}",
        measured=measured,
        needed=key in queue_rules.NEEDED,
        confirmed=key in queue_rules.TRIED,
    )


def _first(part: str, key: str, minutes: int) -> StepKind:
    return StepKind(part, key, minutes, "manage_setup.first", {"part": part}, measured=part != "half_year", event=True)


PEOPLE = "manage_setup.people"
STEPS: Final[tuple[StepKind, ...]] = (
    _of_queue("office", 1, True),
    _of_queue("hours", 1, True),
    _of_queue("services", 1, True),
    _of_queue("counters", 1, True),
    _of_queue("people", 1, True),
    _of_queue("devices", 2, True),
    _of_queue("printing", 2, False),
    _of_queue("sound", 2, False),
    _first("queue", "first_ticket", 1),
    StepKind("messages", "units", 2, "manage_messages_units.index"),
    StepKind("messages", "operator", 1, PEOPLE, {"role": "operator"}, measured=True),
    StepKind("messages", "readers", 2, PEOPLE, {"role": "expert"}),
    StepKind("messages", "categories", 3, "manage_messages_routes.edit"),
    StepKind("messages", "own_readers", 5, "manage_messages_people.edit", needed=False),
    StepKind("messages", "confidential", 2, PEOPLE, {"role": "executive"}, needed=False),
    StepKind("messages", "deadlines", 2, "manage_messages_classes.index", needed=False, confirmed=True),
    StepKind("messages", "districts", 3, "manage_messages_districts.index", needed=False),
    StepKind("messages", "map", 3, "manage_messages_plan.edit", needed=False),
    StepKind("messages", "channels", 3, "manage_setup.channels", needed=False, confirmed=True),
    _first("messages", "first_answer", 2),
    StepKind("applications", "sheets", 3, "manage_sheets.index"),
    StepKind("applications", "stage_units", 5, PEOPLE, {"role": "expert"}),
    StepKind("applications", "openers", 1, PEOPLE, {"role": "clerk"}, measured=True),
    StepKind("applications", "receipt", 2, "manage_sheets.index", needed=False),
    StepKind("applications", "substitutes", 3, PEOPLE, {"role": "expert"}, needed=False),
    _first("applications", "first_receipt", 2),
    StepKind("boxes", "boxes", 1, "manage_messages_boxes.new", measured=True),
    StepKind("boxes", "box_openers", 1, PEOPLE, {"role": "operator"}, measured=True),
    StepKind("boxes", "witness", 1, PEOPLE, {"role": "clerk"}, needed=False),
    _first("boxes", "first_opening", 2),
    StepKind("half_year", "coders", 1, PEOPLE, {"role": "inspectorate"}),
    StepKind("half_year", "publisher", 1, PEOPLE, {"role": "executive"}),
    StepKind("half_year", "report_day", 1, "manage_charter.edit", needed=False),
    _first("half_year", "first_report", 0),
)
BY_KEY: Final[Mapping[str, StepKind]] = {kind.key: kind for kind in STEPS}
