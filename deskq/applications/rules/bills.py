"""Which bill of a stage can be cancelled, and which bills of an application were paid. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

#: Between the numbers of a bill in the note of the step that says it was paid.
BETWEEN = " · "


class StageOfBill(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def bill_number(self) -> str: ...
    @property
    def payment_id(self) -> str: ...
    @property
    def amount(self) -> int | None: ...
    @property
    def reference(self) -> str: ...


class StepOfBill(Protocol):
    @property
    def verb(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PaidBill:
    """``amount``: in rials, None where it was not recorded."""

    stage: str
    number: str
    amount: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class NotedBill:
    """As a step of the history has it. ``amount``: in rials, None where it was not recorded; ``reference``: of the
    payment, empty for a bill that was cancelled."""

    number: str
    payment_id: str
    amount: int | None
    reference: str


def may_cancel(state: str, bill_number: str) -> bool:
    """``state``: that of the stage. A bill can be cancelled as long as it waits to be paid."""
    return state == "payment" and bool(bill_number)


def numbers(row: StageOfBill) -> str:
    """The numbers of a paid bill as the history keeps them."""
    return BETWEEN.join(filter(None, (row.bill_number, row.payment_id, str(row.amount or ""), row.reference)))


def paid(rows: Iterable[StageOfBill], steps: Iterable[StepOfBill]) -> tuple[PaidBill, ...]:
    """Every bill that was paid, the earliest of each stage first: a stage keeps the numbers of its last bill, and the
    history those of the bills before it."""
    steps = list(steps)
    bills: list[PaidBill] = []
    for row in rows:
        of_stage = [step for step in steps if step.verb == "resume" and step.stage == row.code]
        bills += dict.fromkeys((*_earlier(of_stage), *_last(row)))
    return tuple(bills)


def _last(row: StageOfBill) -> Iterator[PaidBill]:
    if row.bill_number and row.reference:
        yield PaidBill(row.code, row.bill_number, row.amount or None, row.reference)


def _earlier(steps: Iterable[StepOfBill]) -> Iterator[PaidBill]:
    for step in steps:
        bill = noted(step)
        if bill is not None:
            yield PaidBill(step.stage, bill.number, bill.amount, bill.reference)


def noted(step: StepOfBill) -> NotedBill | None:
    """The bill that was paid or cancelled with this step, by its note: number, payment number, amount where it was
    known, reference where it was paid."""
    if step.verb not in ("resume", "cancel_bill"):
        return None
    parts = step.note.split(BETWEEN)
    reference = parts.pop() if step.verb == "resume" else ""
    if len(parts) not in (2, 3):
        return None
    amount = int(parts[2]) if len(parts) == 3 and parts[2].isdecimal() else None
    return NotedBill(parts[0], parts[1], amount, reference)
