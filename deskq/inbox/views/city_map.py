"""The city map as components/plan.html needs it."""

from dataclasses import dataclass

from flask import url_for

from deskq.message_settings.models import CityPlan

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Edges in degrees, size in px."""

    url: str
    width: int
    height: int
    north: float
    south: float
    west: float
    east: float


def plan_for(plan: CityPlan | None) -> Plan | None:
    """None where the office has no plan."""
    if plan is None:
        return None
    edges = (edge / MILLION for edge in (plan.north, plan.south, plan.west, plan.east))
    return Plan(url_for("plan.picture", name=plan.file), plan.width, plan.height, *edges)
