"""The form of a sheet: rows of stages, documents and questions as lists of equal length."""

from datetime import date
from typing import Annotated

from pydantic import Field

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.office.forms import Day
from deskq.service_sheets.rules.content import KINDS, WORK, Content, Document, Question, Stage
from deskq.web.forms import Form

Short = Annotated[str, Field(max_length=160)]
Code = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=600)]
#: Rows that a sheet has at most, and empty ones that its form shows after them.
MOST_ROWS, SPARE = 60, 2
MOST_SENT = MOST_ROWS + SPARE
Rows = Annotated[list[Short], Field(max_length=MOST_SENT)]
#: The codes of all stages before one, where many run side by side.
Codes = Annotated[list[Annotated[str, Field(max_length=42 * MOST_ROWS)]], Field(max_length=MOST_SENT)]
#: How the flags of a stage are chosen: {value: (optional, may be done at the desk)}
FLAGS = {"": (False, False), "optional": (True, False), "desk": (False, True), "both": (True, True)}


class SheetForm(Form):
    name_fa: Short
    name_en: Short = ""
    cost: Code
    visits: Annotated[str, Field(max_length=3)] = "1"
    hours_fa: Words = ""
    hours_en: Words = ""
    legal_basis_fa: Words = ""
    legal_basis_en: Words = ""
    complaint_route_fa: Words = ""
    complaint_route_en: Words = ""
    first_day: Day | None = None
    last_day: Day | None = None
    offered: bool = False
    stage_code: Rows = []
    stage_fa: Rows = []
    stage_en: Rows = []
    stage_unit: Rows = []
    stage_days: Rows = []
    stage_kind: Rows = []
    stage_after: Codes = []
    stage_flags: Rows = []
    document_code: Rows = []
    document_fa: Rows = []
    document_en: Rows = []
    document_when: Rows = []
    question_code: Rows = []
    question_fa: Rows = []
    question_en: Rows = []

    @property
    def content(self) -> Content:
        """What it says; empty rows are left out. ``InvalidInput`` where a number of days or visits is none."""
        return Content(
            name=Name(persian.clean(self.name_fa), self.name_en),
            stages=self.stages,
            documents=tuple(
                Document(code, Name(persian.clean(fa), en), when)
                for code, fa, en, when in self._rows("document", "code", "fa", "en", "when")
            ),
            questions=tuple(
                Question(code, Name(persian.clean(fa), en))
                for code, fa, en in self._rows("question", "code", "fa", "en")
            ),
            cost=self.cost,
            visits=_number(self.visits, "visits"),
            hours=Name(persian.clean(self.hours_fa), self.hours_en),
            legal_basis=Name(persian.clean(self.legal_basis_fa), self.legal_basis_en),
            complaint_route=Name(persian.clean(self.complaint_route_fa), self.complaint_route_en),
            first_day=_iso(self.first_day),
            last_day=_iso(self.last_day),
        )

    @property
    def stages(self) -> tuple[Stage, ...]:
        names = ("code", "fa", "en", "unit", "days", "kind", "after", "flags")
        return tuple(
            Stage(
                code,
                Name(persian.clean(fa), en),
                unit,
                _number(days or "0", "stages"),
                kind if kind in KINDS else WORK,
                tuple(after.replace("،", " ").replace(",", " ").split()),
                *FLAGS.get(flags, (False, False)),
            )
            for code, fa, en, unit, days, kind, after, flags in self._rows("stage", *names)
        )

    def _rows(self, stem: str, *names: str) -> list[tuple[str, ...]]:
        columns = [getattr(self, f"{stem}_{name}") for name in names]
        if len({len(column) for column in columns}) > 1:
            raise InvalidInput({f"{stem}s": N_("This value is not in the right format.")})
        # A code or a name: what is chosen from a list stands in empty rows too.
        rows = [row for row in zip(*columns, strict=True) if row[0] or row[1]]
        if len(rows) > MOST_ROWS:
            raise InvalidInput({f"{stem}s": N_("There are too many rows here.")})
        return rows


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _number(typed: str, field: str) -> int:
    digits = persian.ascii_digits(typed)
    if not (digits.isascii() and digits.isdecimal()):
        raise InvalidInput({field: N_("Please enter a whole number.")})
    return int(digits)


def values(content: Content, *, offered: bool) -> dict[str, object]:
    """A sheet as values of its form."""
    flags = {value: key for key, value in FLAGS.items()}
    return {
        **{f"name_{key}": value for key, value in content.name._asdict().items()},
        **{f"hours_{key}": value for key, value in content.hours._asdict().items()},
        **{f"legal_basis_{key}": value for key, value in content.legal_basis._asdict().items()},
        **{f"complaint_route_{key}": value for key, value in content.complaint_route._asdict().items()},
        "cost": content.cost, "visits": content.visits, "offered": offered,
        "first_day": content.first_day, "last_day": content.last_day,
        "stage_code": [one.code for one in content.stages],
        "stage_fa": [one.name.fa for one in content.stages],
        "stage_en": [one.name.en for one in content.stages],
        "stage_unit": [one.unit for one in content.stages],
        "stage_days": [str(one.days) for one in content.stages],
        "stage_kind": [one.kind for one in content.stages],
        "stage_after": [" ".join(one.after) for one in content.stages],
        "stage_flags": [flags[one.optional, one.at_desk] for one in content.stages],
        "document_code": [one.code for one in content.documents],
        "document_fa": [one.name.fa for one in content.documents],
        "document_en": [one.name.en for one in content.documents],
        "document_when": [one.when for one in content.documents],
        "question_code": [one.code for one in content.questions],
        "question_fa": [one.name.fa for one in content.questions],
        "question_en": [one.name.en for one in content.questions],
    }  # fmt: skip
