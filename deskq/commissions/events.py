"""Events of commission sessions: numbers, codes and days; never a name, a reason or a defence."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SessionPlanned:
    """``starts``: microseconds."""

    kind: ClassVar[str] = "commission.session_planned"
    session: int
    commission: str
    starts: int


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """``before`` and ``starts``: microseconds; ``told``: how many applicants got an SMS."""

    kind: ClassVar[str] = "commission.session_moved"
    session: int
    before: int
    starts: int
    told: int


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """``told``: how many applicants got an SMS."""

    kind: ClassVar[str] = "commission.session_cancelled"
    session: int
    told: int


@dataclass(frozen=True, slots=True)
class MoveTold:
    """Somebody who gets no SMS was told by hand of the new time, or that there is no session ("tell"), or that was
    ticked by mistake ("untell")."""

    kind: ClassVar[str] = "commission.move_told"
    session: int
    call: int
    verb: str


@dataclass(frozen=True, slots=True)
class AgendaAdded:
    kind: ClassVar[str] = "commission.agenda_added"
    session: int
    item: int
    application: int
    stage: str


@dataclass(frozen=True, slots=True)
class AgendaRemoved:
    kind: ClassVar[str] = "commission.agenda_removed"
    item: int


@dataclass(frozen=True, slots=True)
class NoticeServed:
    """``day`` and ``until``: Jalali days, 14050907."""

    kind: ClassVar[str] = "commission.notice_served"
    item: int
    way: str
    day: int
    until: int


@dataclass(frozen=True, slots=True)
class NoticePrinted:
    """The notice with the name of the owner was opened by a member of staff."""

    kind: ClassVar[str] = "commission.notice_printed"
    personal: ClassVar[bool] = True
    item: int


@dataclass(frozen=True, slots=True)
class DefenceReceived:
    kind: ClassVar[str] = "commission.defence_received"
    item: int


@dataclass(frozen=True, slots=True)
class DefenceRead:
    """A member of staff read what the owner wrote."""

    kind: ClassVar[str] = "commission.defence_read"
    personal: ClassVar[bool] = True
    item: int


@dataclass(frozen=True, slots=True)
class VerdictGivenOut:
    """``amount``: rials, 0 without one."""

    kind: ClassVar[str] = "commission.verdict"
    item: int
    verdict: str
    amount: int


@dataclass(frozen=True, slots=True)
class VerdictCorrected:
    """``correction``: its row, with the reason and the values before; ``amount``: rials, 0 without one."""

    kind: ClassVar[str] = "commission.verdict_corrected"
    item: int
    correction: int
    verdict: str
    amount: int


@dataclass(frozen=True, slots=True)
class VerdictServed:
    """``until``: the last day to object (Jalali), 0 where the verdict is final."""

    kind: ClassVar[str] = "commission.verdict_served"
    item: int
    way: str
    day: int
    until: int


@dataclass(frozen=True, slots=True)
class SessionsErased:
    """Defences and reasons about that many applications were erased, on request or by rule."""

    kind: ClassVar[str] = "commission.erased"
    personal: ClassVar[bool] = True
    applications: int
