"""What a piece of a table would make of each application, without writing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.application_exchange import known
from deskq.application_exchange.known import KnownApplication
from deskq.application_exchange.models import PropertyFile
from deskq.application_exchange.rows import ApplicationRow, FileRow, StageRow
from deskq.application_exchange.rules import plan
from deskq.application_exchange.rules.plan import State, Step
from deskq.core.errors import N_
from deskq.core.text import persian
from deskq.messages.rules import deadlines
from deskq.messages.rules.deadlines import Times
from deskq.office.working_time import Calendar
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.queries import CurrentSheet

TWICE = N_("This number occurs several times in the table, with different content.")
UNKNOWN_SERVICE = N_("There is no service with this code or name.")
UNKNOWN_STAGE = N_("The service of this application has no stage with this code or name.")
UNKNOWN_APPLICATION = N_(
    "There is no application with this number. Import the applications first, or choose a service for this table."
)
OTHER_ROW = N_("Another row of the same application is refused. Correct it and import both.")
OTHER_SERVICE = N_("This application belongs to another service.")


@dataclass(slots=True)
class Group:
    """The rows of one application or property file. ``refused``: {row: (field, reason)}; with one of them nothing of
    the group is carried out."""

    key: str
    rows: list[FileRow | ApplicationRow | StageRow] = field(default_factory=list)
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """``before``: as it is stored; None: it is made. ``texts``: columns of the application that change, ``person``: of
    the applicant."""

    key: str
    sheet: CurrentSheet
    before: KnownApplication | None
    after: State
    texts: dict[str, str]
    person: dict[str, str]

    @property
    def is_same(self) -> bool:
        if self.before is None:
            return False
        unchanged = replace(self.after, steps=self.before.state.steps) == self.before.state
        return unchanged and not (self.after.steps or self.texts or self.person)


@dataclass(slots=True)
class Office:
    """What an import asks again and again: the sheets of an office by code and name, versions, working time."""

    session: Session
    office_id: int
    calendar: Calendar
    units: dict[str, int]
    now: datetime
    sheets: dict[str, CurrentSheet] = field(default_factory=dict)
    versions: dict[int, CurrentSheet] = field(default_factory=dict)
    stages: dict[int, dict[str, str]] = field(default_factory=dict)
    #: Tables name the same days again and again.
    _ends: dict[tuple[datetime, int], datetime] = field(default_factory=dict)
    _times: dict[tuple[datetime, datetime], Times] = field(default_factory=dict)

    def end_of_day(self, start: datetime, days: int) -> datetime:
        """As ``Calendar.end_of_day``."""
        if (start, days) not in self._ends:
            self._ends[start, days] = self.calendar.end_of_day(start, days)
        return self._ends[start, days]

    def deadline_times(self, start: datetime, due: datetime) -> Times:
        """As ``deadlines.deadline_times``."""
        if (start, due) not in self._times:
            self._times[start, due] = deadlines.deadline_times(self.calendar, start, due)
        return self._times[start, due]

    def read_sheets(self) -> None:
        found = [self._apart(one) for one in sheet_queries.sheets(self.session, self.office_id)]
        self.sheets = {
            persian.search_key(one.content.name.in_language(each)): one for one in found for each in ("en", "fa")
        }
        self.sheets |= {one.sheet.code: one for one in found}

    def version(self, version_id: int) -> CurrentSheet:
        if version_id not in self.versions:
            self.versions[version_id] = self._apart(sheet_queries.version(self.session, version_id))
        return self.versions[version_id]

    def _apart(self, found: CurrentSheet) -> CurrentSheet:
        """Its rows belong to no session from now on, so that a commit does not have them read again."""
        for row in found[:2]:
            if row in self.session:
                self.session.expunge(row)
        return found

    def stage(self, sheet: CurrentSheet, typed: str) -> str | None:
        """The code of a stage by its code or name."""
        version = sheet.version.id
        if version not in self.stages:
            names = {
                persian.search_key(name): one.code for one in sheet.content.stages for name in (*one.name, one.code)
            }
            self.stages[version] = names
        return self.stages[version].get(persian.search_key(typed))


def applications(office: Office, groups: Sequence[Group]) -> list[Planned]:
    """What each group makes; a refusal is noted in it."""
    stored = known.applications(office.session, office.office_id, [one.key for one in groups if one.key])
    _join(groups, stored)
    whole = [one for one in groups if one.rows and not one.refused]
    numbers = {row.file_number for one in whole for row in one.rows if isinstance(row, ApplicationRow)}
    files = known.property_files(office.session, office.office_id, numbers - {""}) if numbers - {""} else {}
    found = []
    for group in whole:
        try:
            found.append(_planned(office, group, stored.get(group.key), files))
        except RowsRefused as refused:
            group.refused |= refused.reasons
    return found


def _join(groups: Sequence[Group], stored: Mapping[str, KnownApplication]) -> None:
    """The rows of two groups that name one application, by its number and by its tracking code, become one group."""
    firsts: dict[int, Group] = {}
    for group in groups:
        if group.key not in stored:
            continue
        first = firsts.setdefault(stored[group.key].row.id, group)
        if first is not group:
            first.rows += [replace(row, key=first.key) for row in group.rows]
            first.refused |= group.refused
            group.rows, group.refused = [], {}
            if first.refused:
                first.refused = {row.number: ("", OTHER_ROW) for row in first.rows} | first.refused


class RowsRefused(Exception):
    """``reasons``: {row: (field, reason)}."""

    def __init__(self, reasons: dict[int, tuple[str, str]]) -> None:
        super().__init__()
        self.reasons = reasons


def _planned(office: Office, group: Group, stored: KnownApplication | None, files: dict[str, PropertyFile]) -> Planned:
    rows = group.rows
    if isinstance(rows[0], ApplicationRow):
        return _of_application(office, rows, stored, files)  # type: ignore[arg-type]
    return _of_stages(office, rows, stored)  # type: ignore[arg-type]


def _of_application(
    office: Office, rows: list[ApplicationRow], stored: KnownApplication | None, files: dict[str, PropertyFile]
) -> Planned:
    row = rows[-1]
    if any(replace(one, number=row.number, key=row.key) != row for one in rows):
        raise RowsRefused({one.number: ("key", TWICE) for one in rows})
    sheet = _sheet(office, row, stored)
    nodes = sheet.content.stages
    before = stored.state if stored else None
    start = before or plan.begun(nodes, row.opened_at, row.due_at)
    after = plan.with_times(nodes, start, row.opened_at, row.due_at, row.ended_at, row.outcome, office.now)
    parcel = row.parcel_code or (files[row.file_number].parcel_code if row.file_number in files else "")
    texts = {"file_number": row.file_number, "parcel_code": parcel}
    person = {"kind": row.applicant_kind, "name": row.name, "phone": row.phone, "national_id": row.national_id,
              "deed": row.deed}  # fmt: skip
    return Planned(
        rows[0].key, sheet, stored, after, _new(texts, stored and stored.row), _new(person, stored and stored.applicant)
    )


def _new(values: dict[str, str], stored: object) -> dict[str, str]:
    """Those that the table says and that are not stored."""
    return {name: value for name, value in values.items() if value and value != getattr(stored, name, "")}


def _of_stages(office: Office, rows: list[StageRow], stored: KnownApplication | None) -> Planned:
    sheet = _sheet(office, rows[0], stored)
    reasons: dict[int, tuple[str, str]] = {}
    steps = []
    for row in rows:
        stage = office.stage(sheet, row.stage)
        if stage is None:
            reasons[row.number] = ("stage", UNKNOWN_STAGE)
        else:
            steps.append(Step(row.change, stage, row.at, row.words, row.note))
    if reasons:
        raise RowsRefused({**{row.number: ("key", OTHER_ROW) for row in rows}, **reasons})
    nodes = sheet.content.stages
    start = stored.state if stored else plan.begun(nodes, min(row.at for row in rows), None)
    return Planned(rows[0].key, sheet, stored, plan.with_changes(nodes, start, steps), {}, {})


def _sheet(office: Office, row: ApplicationRow | StageRow, stored: KnownApplication | None) -> CurrentSheet:
    """That of the stored application; of a new one that which the row names."""
    named = office.sheets.get(persian.search_key(row.service)) if row.service else None
    if row.service and named is None:
        raise RowsRefused({row.number: ("service", UNKNOWN_SERVICE)})
    if stored is not None:
        if named is not None and named.sheet.id != stored.row.sheet_id:
            raise RowsRefused({row.number: ("service", OTHER_SERVICE)})
        return office.version(stored.row.version_id)
    if named is None:
        raise RowsRefused({row.number: ("key", UNKNOWN_APPLICATION)})
    return named


def files(office: Office, groups: Sequence[Group]) -> list[tuple[FileRow, PropertyFile | None]]:
    """Each property file of these rows, and what is stored of it."""
    whole = [one for one in groups if not one.refused]
    stored = known.property_files(office.session, office.office_id, [one.key for one in whole])
    found = []
    for group in whole:
        row = group.rows[-1]
        assert isinstance(row, FileRow)
        if any(replace(one, number=row.number) != row for one in group.rows):
            group.refused |= {one.number: ("file_number", TWICE) for one in group.rows}
        else:
            found.append((row, stored.get(group.key)))
    return found
