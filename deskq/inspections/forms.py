"""The input of the pages of inspections."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from deskq.inspections.rules.results import ANSWERS, CHECKS
from deskq.inspections.service.results import Report
from deskq.messages.forms import Latitude, Longitude
from deskq.office.forms import Day
from deskq.queue.forms import Id, Key, Revision
from deskq.web.forms import Form

Words = Annotated[str, Field(max_length=2000)]
Address = Annotated[str, Field(max_length=300)]
#: Application and stage: ``12:inspection``.
StageKey = Annotated[str, Field(pattern=r"^[0-9]{1,15}:[a-z0-9_]{1,40}$")]
#: ``access=yes``
Check = Annotated[str, Field(max_length=40)]


class PlanForm(Form):
    day: Day
    person_id: Id | None = None
    stages: Annotated[list[StageKey], Field(max_length=200)] = []


class ChangeForm(Form):
    turn: Revision
    move: Literal["up", "down", "remove", "shortest"]
    stop: Id | None = None


class PlaceForm(Form):
    turn: Revision
    address: Address = ""
    district_id: Id | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None


class ReportForm(Form):
    """A result as a phone sends it; ``person``: who entered it; ``noted_at``: milliseconds since 1970 by its clock."""

    key: Key
    person: Id | None = None
    application: Id
    stage: Annotated[str, Field(max_length=40)]
    tour: Id | None = None
    outcome: Annotated[str, Field(max_length=20)] = ""
    words: Words = ""
    checks: list[Check] = []
    noted_at: Annotated[int, Field(ge=0, le=2**53)] | None = None

    def report(self) -> Report:
        answered = (one.split("=", 1) for one in self.checks if "=" in one)
        checks = {code: answer for code, answer in answered if code in CHECKS and answer in ANSWERS}
        noted = None
        if self.noted_at is not None and self.noted_at < 253_402_300_800_000:  # the year 10000
            noted = datetime.fromtimestamp(self.noted_at / 1000, UTC)
        return Report(self.key, self.stage, self.outcome, self.words, checks, self.tour, noted)


class PhotoForm(Form):
    key: Key
    person: Id | None = None
