"""The section of a set-up file about service sheets: what they say, with their stages, documents and questions."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.office.forms import DIGITS, Day, Slug
from deskq.service_sheets import queries
from deskq.service_sheets.forms import MOST_ROWS, Short, Words
from deskq.service_sheets.rules.content import MOST_DAYS, MOST_VALID, NAMES, WORK, Content, Document, Question, Stage
from deskq.service_sheets.service import sheets
from deskq.web.forms import Form

Row = dict[str, Any]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]


class StageRow(Form):
    """``after``: codes of the stages before it; without it, the row above."""

    code: Code
    name_fa: Annotated[Short, Field(min_length=1)]
    name_en: Short = ""
    unit: Slug
    days: Annotated[int, DIGITS, Field(ge=0, le=MOST_DAYS)] = 0
    kind: Literal["work", "applicant", "outside"] = "work"
    after: Annotated[list[Code], Field(max_length=MOST_ROWS)] | None = None
    optional: bool = False
    at_desk: bool = False


class DocumentRow(Form):
    """``when``: the question whose yes asks for it, ``!question`` for its no; without it always required."""

    code: Code
    name_fa: Annotated[Short, Field(min_length=1)]
    name_en: Short = ""
    when: Annotated[str, Field(max_length=41, pattern=r"^!?[a-z0-9_]*$")] = ""


class QuestionRow(Form):
    code: Code
    name_fa: Annotated[Short, Field(min_length=1)]
    name_en: Short = ""


class SheetRow(Form):
    """One that is not offered stays a draft, or receives no new applications."""

    code: Code
    name_fa: Annotated[Short, Field(min_length=1)]
    name_en: Short = ""
    offered: bool = False
    cost: Literal["free", "booklet", "bill"] = "booklet"
    visits: Annotated[int, DIGITS, Field(ge=0, le=999)] = 1
    hours_fa: Words = ""
    hours_en: Words = ""
    legal_basis_fa: Words = ""
    legal_basis_en: Words = ""
    complaint_route_fa: Words = ""
    complaint_route_en: Words = ""
    refund_fa: Words = ""
    refund_en: Words = ""
    handover_fa: Words = ""
    handover_en: Words = ""
    keep_days: Annotated[int, DIGITS, Field(ge=0, le=MOST_DAYS)] = 0
    valid_for: Annotated[int, DIGITS, Field(ge=0, le=max(MOST_VALID.values()))] = 0
    valid_unit: Literal["day", "month", "year"] = "month"
    validity_fa: Words = ""
    validity_en: Words = ""
    first_day: Day | None = None
    last_day: Day | None = None
    stages: Annotated[list[StageRow], Field(min_length=1, max_length=MOST_ROWS)]
    documents: Annotated[list[DocumentRow], Field(max_length=MOST_ROWS)] = []
    questions: Annotated[list[QuestionRow], Field(max_length=MOST_ROWS)] = []

    @model_validator(mode="after")
    def _come_after_the_row_above(self) -> Self:
        for above, stage in zip([None, *self.stages], self.stages, strict=False):
            if stage.after is None:
                stage.after = [above.code] if above is not None else []
        return self


SECTIONS: Mapping[str, type[Form]] = {"sheets": SheetRow}
KEYS = {"sheets": "code"}
REFERS: Mapping[tuple[str, str | tuple[str, ...]], str] = {("sheets", "stages.unit"): "units"}


def export(session: Session, office_id: int) -> dict[str, list[Row]]:
    return {"sheets": [_sheet(one) for one in queries.sheets(session, office_id)]}


def _sheet(one: queries.CurrentSheet) -> Row:
    content = one.content
    days = {name: _day(getattr(content, name)) for name in ("first_day", "last_day")}
    row = {"code": one.sheet.code, **_texts("name", content.name), "offered": one.sheet.offered, "cost": content.cost}
    row |= {"visits": content.visits, **days}
    for name in NAMES[1:]:
        row |= _texts(name, getattr(content, name))
    row |= {name: getattr(content, name) or None for name in ("keep_days", "valid_for")}
    row |= {"valid_unit": content.valid_unit} if content.valid_for else {}
    above = ((), *((stage.code,) for stage in content.stages))
    row["stages"] = [_stage(stage, before) for stage, before in zip(content.stages, above, strict=False)]
    row["documents"] = [_filled({**_named(one), "when": one.when}) for one in content.documents]
    row["questions"] = [_named(one) for one in content.questions]
    return _filled(row)


def _stage(stage: Stage, above: tuple[str, ...]) -> Row:
    row = {**_named(stage), "unit": stage.unit, "days": stage.days}
    row |= {"kind": stage.kind} if stage.kind != WORK else {}
    row |= {name: True for name in ("optional", "at_desk") if getattr(stage, name)}
    return _filled(row) | ({"after": list(stage.after)} if stage.after != above else {})


def _named(one: Stage | Document | Question) -> Row:
    return _filled({"code": one.code, **_texts("name", one.name)})


def _texts(name: str, text: Name) -> Row:
    return {f"{name}_fa": text.fa, f"{name}_en": text.en}


def _day(iso: str) -> str | None:
    return jalali.short_date(date.fromisoformat(iso)) if iso else None


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _write(tx: Transaction, row: Row, wanted: Mapping[str, Mapping[str, Row]]) -> None:
    sheets.save(tx.office_id, tx.by, row["code"], _content(row), offered=row["offered"])


def _content(row: Row) -> Content:
    said: Row = {name: _name(row, name) for name in NAMES}
    said |= {name: row[name] for name in ("keep_days", "valid_for", "valid_unit")}
    return Content(
        **said,
        first_day=_iso(row["first_day"]),
        last_day=_iso(row["last_day"]),
        stages=tuple(
            Stage(
                one["code"], _name(one), one["unit"], one["days"], one["kind"], tuple(one["after"]),
                one["optional"], one["at_desk"],
            )
            for one in row["stages"]
        ),
        documents=tuple(Document(one["code"], _name(one), one["when"]) for one in row["documents"]),
        questions=tuple(Question(one["code"], _name(one)) for one in row["questions"]),
        cost=row["cost"],
        visits=row["visits"],
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _name(row: Row, name: str = "name") -> Name:
    return Name(row[f"{name}_fa"], row[f"{name}_en"])


WRITES = {"sheets": _write}
