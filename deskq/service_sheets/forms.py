"""The form of a sheet: rows of stages, documents and questions as lists of equal length."""

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest
from typing import Annotated, Literal

from pydantic import Field

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.office.forms import DIGITS, Day
from deskq.service_sheets import form_stages
from deskq.service_sheets.catalogue.words import DOCUMENTS, QUESTIONS, STAGES
from deskq.service_sheets.form_stages import FLAGS, StageRow
from deskq.service_sheets.rules import legal_days, stage_kinds
from deskq.service_sheets.rules.content import NAMES, Content, Document, Question, Stage
from deskq.service_sheets.rules.stage_kinds import free_code
from deskq.service_sheets.rules.taking import UnitChoice
from deskq.web.forms import Form

Short = Annotated[str, Field(max_length=160)]
Code = Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(max_length=600)]
#: Rows that a sheet has at most, and empty ones that its form shows after them.
MOST_ROWS, SPARE = 60, 2
MOST_SENT = MOST_ROWS + SPARE
Rows = Annotated[list[Short], Field(max_length=MOST_SENT)]
#: The codes of all stages before one, where many run side by side.
Codes = Annotated[list[Annotated[str, Field(max_length=42 * MOST_ROWS)]], Field(max_length=MOST_SENT)]
Ways = Annotated[list[Annotated[str, Field(max_length=84)]], Field(max_length=MOST_SENT * MOST_SENT)]
#: {list: the fields of a row that are typed}
TYPED = {"stage": ("fa", "en", "unit", "days"), "document": ("fa", "en"), "question": ("fa", "en")}


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
    refund_fa: Words = ""
    refund_en: Words = ""
    handover_fa: Words = ""
    handover_en: Words = ""
    keep_days: Annotated[str, Field(max_length=3)] = ""
    valid_for: Annotated[str, Field(max_length=3)] = ""
    valid_unit: Code = "month"
    validity_fa: Words = ""
    validity_en: Words = ""
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
    stage_way: Ways = []
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
        documents = self.documents
        return Content(
            name=_name(self.name_fa, self.name_en),
            stages=self.stages,
            documents=documents,
            questions=self._questions(documents),
            cost=self.cost,
            visits=_number(self.visits, "visits"),
            hours=_name(self.hours_fa, self.hours_en),
            legal_basis=_name(self.legal_basis_fa, self.legal_basis_en),
            complaint_route=_name(self.complaint_route_fa, self.complaint_route_en),
            refund=_name(self.refund_fa, self.refund_en),
            handover=_name(self.handover_fa, self.handover_en),
            keep_days=_number(self.keep_days or "0", "keep_days"),
            valid_for=_number(self.valid_for or "0", "valid_for"),
            valid_unit=self.valid_unit if self.valid_for else "month",
            validity=_name(self.validity_fa, self.validity_en),
            first_day=_iso(self.first_day),
            last_day=_iso(self.last_day),
        )

    @property
    def stages(self) -> tuple[Stage, ...]:
        names = ("code", "fa", "en", "unit", "days", "kind", "after", "flags")
        rows = [
            StageRow(code, _known(fa, en, STAGES), unit, _number(days or "0", "stages"), kind, after, flags)
            for code, fa, en, unit, days, kind, after, flags in self._rows("stage", *names)
        ]
        return form_stages.stages(rows, self.stage_way)

    @property
    def documents(self) -> tuple[Document, ...]:
        rows = self._rows("document", "code", "fa", "en", "when")
        codes = _codes([(code, fa) for code, fa, _, _ in rows], "document", DOCUMENTS)
        return tuple(
            Document(code, _known(fa, en, DOCUMENTS), when) for code, (_, fa, en, when) in zip(codes, rows, strict=True)
        )

    def _questions(self, documents: tuple[Document, ...]) -> tuple[Question, ...]:
        """Those of the form, and those of the catalogue that a document asks and the form does not have."""
        rows = self._rows("question", "code", "fa", "en")
        codes = _codes([(code, fa) for code, fa, _ in rows], "question", QUESTIONS)
        typed = [Question(code, _known(fa, en, QUESTIONS)) for code, (_, fa, en) in zip(codes, rows, strict=True)]
        asked = dict.fromkeys(one.when.removeprefix("!") for one in documents)
        more = [code for code in asked if code in QUESTIONS and code not in codes]
        return (*typed, *(Question(code, QUESTIONS[code]) for code in more))

    def _rows(self, stem: str, *names: str) -> list[tuple[str, ...]]:
        sent = {name: getattr(self, f"{stem}_{name}") for name in names}
        length = max(map(len, sent.values()))
        columns = [column or [""] * length for column in sent.values()]
        if len({len(column) for column in columns}) > 1:
            raise InvalidInput({f"{stem}s": N_("This value is not in the right format.")})
        rows = [row for row in zip(*columns, strict=True) if is_filled(stem, dict(zip(names, row, strict=True)))]
        if len(rows) > MOST_ROWS:
            raise InvalidInput({f"{stem}s": N_("There are too many rows here.")})
        return rows


def is_filled(stem: str, row: Mapping[str, str]) -> bool:
    """Whether somebody has typed into this row. An empty one has a code, and what is chosen from lists."""
    return any(row.get(name, "").strip() for name in TYPED[stem])


def _codes(rows: list[tuple[str, str]], stem: str, usual: Mapping[str, Name]) -> list[str]:
    """The codes of these rows (code, Persian name). One without a code gets that of the catalogue, or a number."""
    by_name = {name.fa: code for code, name in usual.items()}
    codes: list[str] = []
    taken = {code for code, _ in rows if code}
    for code, fa in rows:
        others = {*codes, *taken}
        codes.append(code or free_code(by_name.get(persian.clean(fa), f"{stem}_1"), others))
    return codes


def _known(fa: str, en: str, usual: Mapping[str, Name]) -> Name:
    """A name, in English as the catalogue calls it where nothing is typed."""
    typed = _name(fa, en)
    return typed if typed.en else next((one for one in usual.values() if one.fa == typed.fa), typed)


def _name(fa: str, en: str) -> Name:
    return Name(persian.clean(fa), persian.clean(en))


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
        **{f"{name}_{key}": value for name in NAMES for key, value in getattr(content, name)._asdict().items()},
        "keep_days": str(content.keep_days or ""), "valid_for": str(content.valid_for or ""),
        "valid_unit": content.valid_unit,
        "cost": content.cost, "visits": content.visits, "offered": offered,
        "first_day": content.first_day, "last_day": content.last_day,
        "stage_code": [one.code for one in content.stages],
        "stage_fa": [one.name.fa for one in content.stages],
        "stage_en": [one.name.en for one in content.stages],
        "stage_unit": [one.unit for one in content.stages],
        "stage_days": [str(one.days) for one in content.stages],
        "stage_kind": [stage_kinds.choice_of(one) for one in content.stages],
        "stage_way": form_stages.ways(content.stages),
        "stage_flags": [flags[one.optional, one.at_desk] for one in content.stages],
        "document_code": [one.code for one in content.documents],
        "document_fa": [one.name.fa for one in content.documents],
        "document_en": [one.name.en for one in content.documents],
        "document_when": [one.when for one in content.documents],
        "question_code": [one.code for one in content.questions],
        "question_fa": [one.name.fa for one in content.questions],
        "question_en": [one.name.en for one in content.questions],
    }  # fmt: skip


class NewSheetForm(SheetForm):
    """``service``: code of the service in the queue whose sheet it is, or empty."""

    service: Code = ""


LegalTerm = Annotated[int, DIGITS, Field(ge=legal_days.LEAST, le=legal_days.MOST)]


class LegalDaysForm(Form):
    defence: LegalTerm
    verdict_objection: LegalTerm
    objection_decision: LegalTerm


class OfferingForm(Form):
    """The ticked sheets, to be offered or retired."""

    sheets: Annotated[list[Code], Field(min_length=1, max_length=500)]
    go: Literal["offer", "retire"]


class TakeForm(Form):
    """Ready sheets to be taken. ``office``: that of another office, or empty for the start sheets; the fields of units
    are lists of equal length: the unit that is needed, the unit that does its work here, and the head of a new one."""

    office: Annotated[str, Field(max_length=60)] = ""
    sheets: Annotated[list[Code], Field(max_length=500)] = []
    unit_code: Annotated[list[Code], Field(max_length=500)] = []
    unit_here: Annotated[list[Code], Field(max_length=500)] = []
    unit_head: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{0,9}$")]], Field(max_length=500)] = []

    @property
    def choices(self) -> dict[str, UnitChoice]:
        rows = zip_longest(self.unit_code, self.unit_here, self.unit_head, fillvalue="")
        return {code: UnitChoice(here, int(head) if head else None) for code, here, head in rows}
