"""Events of opening applications: numbers only, never who it was or why."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class VisitorReferred:
    """A visitor was sent on; ``unit`` None: to a body outside."""

    kind: ClassVar[str] = "visitor.referred"
    referral: int
    unit: int | None
    application: int | None
    ticket: int | None


@dataclass(frozen=True, slots=True)
class ReferralsErased:
    """Who was sent on, and why, was erased of that many referrals, on request or by rule."""

    kind: ClassVar[str] = "visitor.referrals_erased"
    personal: ClassVar[bool] = True
    referrals: int
