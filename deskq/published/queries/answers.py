"""Answers to messages that were due in a season, by subject and by district, as they are published."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.text.names import Name
from deskq.core.text.seasons import DAY, Season
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import NotSetUp
from deskq.messages.models import Message
from deskq.messages.queries import kept_promises
from deskq.office import business_day
from deskq.office.models import Office
from deskq.published.rules import answers
from deskq.published.rules.suppression import TOTAL

#: The group of messages without a subject or district.
NONE = "none"
NO_SUBJECT, NO_DISTRICT = Name("موضوع گفته نشده", "No subject"), Name("ناحیه گفته نشده", "No district")
Named = Mapping[int, Any]


def of_season(session: Session, office: Office, season: Season) -> dict[str, Any]:
    """{"total": [in time, late, due], "subjects" and "districts": [code, Persian, English, in time, late, due]}; None
    where a number is hidden. Groups keep the names of now."""
    try:
        about = settings_queries.load_settings(session, office.id)
    except NotSetUp:
        return {"total": [0, 0, 0], "subjects": [], "districts": []}
    begins, ends = business_day.begins(office, season.first), business_day.begins(office, season.last + DAY)
    counted = kept_promises.promises_kept_by(session, office.id, begins, ends, Message.category_id, Message.district_id)
    subjects, total = _rows(_of_one(counted, 0), about.categories, NO_SUBJECT)
    districts, _ = _rows(_of_one(counted, 1), about.districts, NO_DISTRICT)
    return {"total": total, "subjects": subjects, "districts": districts}


def _of_one(counted: Mapping[tuple[Any, ...], tuple[int, int]], place: int) -> dict[int | None, tuple[int, int]]:
    """Added up by one of the two keys."""
    found: dict[int | None, tuple[int, int]] = {}
    for key, (kept, due) in counted.items():
        before = found.get(key[place], (0, 0))
        found[key[place]] = before[0] + kept, before[1] + due
    return found


def _rows(counts: Mapping[int | None, tuple[int, int]], named: Named, none: Name) -> tuple[list[Any], list[Any]]:
    """The released rows in the order of the office, and the total."""
    names = {key: (str(row.code), row.name) for key, row in named.items()}
    by_code: dict[str, tuple[int, int]] = {}
    for key, (kept, due) in counts.items():
        code = names[key][0] if key in names else NONE
        before = by_code.get(code, (0, 0))
        by_code[code] = before[0] + kept, before[1] + due
    shown = answers.released(by_code)
    listed = [one for one in (*names.values(), (NONE, none)) if one[0] in by_code]
    return [[code, name.fa, name.en or name.fa, *shown[code]] for code, name in listed], list(shown[TOTAL])
