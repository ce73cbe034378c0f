"""The catalogue as content of sheets."""

from collections.abc import Sequence

from deskq.core.text.names import Name
from deskq.service_sheets.catalogue.services import SERVICES, Service
from deskq.service_sheets.catalogue.words import DOCUMENTS, QUESTIONS, STAGES
from deskq.service_sheets.rules.content import APPLICANT, OUTSIDE, WORK, Content, Document, Question, Stage

HOURS = Name("شنبه تا چهارشنبه، در ساعت کار میز خدمت", "Saturday to Wednesday, in the hours of the desk")
COMPLAINTS = Name("واحد بازرسی و شکایات، یا تلفن ۱۳۷", "The inspectorate, or call 137")
BASIS = Name("قانون شهرداری و دفترچهٔ عوارض سال؛ شهرداری آن را تأیید می‌کند.",
             "Municipal law and the yearly fee booklet; the municipality confirms it.")  # fmt: skip

#: {sheet: stages whose days differ from town to town or hang on a law}: each town looks them up before it offers them.
TO_LOOK_UP = {
    "land_split": ("inspection", "feasibility", "council", "experts", "fees", "registry", "letter"),
    "art100": ("referral", "defence", "verdict", "service"),
}


def contents() -> dict[str, Content]:
    """{code: sheet} in list order."""
    return {one.code: _content(one) for one in SERVICES}


def _content(service: Service) -> Content:
    documents = tuple(_document(one) for one in service.documents.split())
    asked = {one.when.lstrip("!") for one in documents}
    return Content(
        name=service.name,
        stages=_stages(service.stages),
        documents=documents,
        questions=tuple(Question(code, name) for code, name in QUESTIONS.items() if code in asked),
        cost=service.cost,
        visits=service.visits,
        hours=HOURS,
        legal_basis=BASIS,
        complaint_route=COMPLAINTS,
        handover=service.handover,
        validity=service.validity,
    )


def _document(written: str) -> Document:
    code, _, when = written.partition(":")
    return Document(code, DOCUMENTS[code], when)


def _stages(written: str) -> tuple[Stage, ...]:
    found: list[Stage] = []
    for one in written.split(";"):
        code, unit, days, *marks = one.split()
        given = next((mark[1:].split("+") for mark in marks if mark.startswith("<")), None)
        flags = "".join(mark for mark in marks if not mark.startswith("<"))
        before = tuple(given) if given else tuple(last.code for last in found[-1:])
        kind = APPLICANT if "a" in flags else OUTSIDE if "o" in flags else WORK
        found.append(Stage(code, STAGES[code], unit, int(days), kind, before, "?" in flags, "d" in flags))
    return tuple(found)


def new_content(units: Sequence[str]) -> Content:
    """What the form of a new sheet begins with: an opening, an end, and the usual texts. ``units``: codes of the units
    of the office; the first stage is the desk's where there is one."""
    desk = next((code for code in ("desk", *units) if code in units), "")
    stages = (
        Stage("opening", STAGES["opening"], desk, at_desk=True),
        Stage("delivery", STAGES["delivery"], desk, after=("opening",), at_desk=True),
    )
    documents = tuple(Document(code, DOCUMENTS[code]) for code in ("identity",))
    return Content(
        Name("", ""), stages, documents, hours=HOURS, legal_basis=BASIS, complaint_route=COMPLAINTS
    )  # fmt: skip
