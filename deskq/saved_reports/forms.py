"""Forms of saved reports."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from deskq.office.forms import Day, Row
from deskq.saved_reports.rules import LONGEST_ADDRESS, LONGEST_NAME, MOST_SERVICES
from deskq.web.forms import Form


class SavedReportForm(Form):
    """``what``: a subject, or a subject and a division with a colon; ``period``: one of ``rules.PERIODS``, with ":now"
    for the present one."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    what: Annotated[str, Field(max_length=40)]
    period: Annotated[str, Field(max_length=10)]
    first: Day | None = None
    last: Day | None = None
    services: Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(max_length=MOST_SERVICES)] = []
    sends: Literal["", "week", "month"] = ""
    with_file: bool = False

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.first, self.last


class FilesForm(Form):
    files: bool = False


class RecipientForm(Form):
    person_id: Row
    way: Literal["mail", "sms"]
    address: Annotated[str, Field(min_length=1, max_length=LONGEST_ADDRESS)]
