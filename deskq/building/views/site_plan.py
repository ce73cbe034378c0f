"""The drawing of a floor with a point, as pages show it."""

from dataclasses import dataclass

from flask import url_for

from deskq.building.models import Floor
from deskq.building.queries import Entry

#: The height of a drawing for the element that sets a point, in micro-degrees: about a kilometre.
HEIGHT = 9000
MICRO = 1_000_000
THOUSAND = 1000


@dataclass(frozen=True)
class SitePlan:
    """``x`` and ``y`` are px of the drawing, or None. The element of a map needs the sides in degrees, and the point in
    micro-degrees."""

    url: str
    width: int
    height: int
    x: int | None
    y: int | None
    south: int = 0
    west: int = 0
    north: float = HEIGHT / MICRO

    @property
    def east(self) -> float:
        return self.breadth / MICRO

    @property
    def breadth(self) -> int:
        """Micro-degrees from west to east."""
        return HEIGHT * self.width // max(self.height, 1)

    @property
    def radius(self) -> int:
        return max(self.width, self.height) // 40

    @property
    def lat(self) -> int | str:
        return "" if self.y is None else HEIGHT - HEIGHT * self.y // self.height

    @property
    def lon(self) -> int | str:
        return "" if self.x is None else self.breadth * self.x // self.width


def of(one: Entry) -> SitePlan | None:
    """None for a floor without a drawing."""
    return of_floor(one.floor, one.room.plan_x, one.room.plan_y)


def of_floor(floor: Floor, x: int | None = None, y: int | None = None) -> SitePlan | None:
    if not floor.plan:
        return None
    spot = None if x is None or y is None else (x * floor.plan_width // THOUSAND, y * floor.plan_height // THOUSAND)
    address = url_for("where.picture", name=floor.plan)
    return SitePlan(address, floor.plan_width, floor.plan_height, *(spot or (None, None)))


def thousandths(plan: SitePlan, lat: int | None, lon: int | None) -> dict[str, int | None]:
    """The columns of a room of a point that the element has set."""
    if lat is None or lon is None:
        return {"plan_x": None, "plan_y": None}
    x, y = THOUSAND * lon // max(plan.breadth, 1), THOUSAND * (HEIGHT - lat) // HEIGHT
    return {"plan_x": min(max(x, 0), THOUSAND), "plan_y": min(max(y, 0), THOUSAND)}
