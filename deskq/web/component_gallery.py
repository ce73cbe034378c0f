"""A page that shows every component of the style sheets in each of its states; for development and the demo only."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request

from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.text.names import Name

blueprint = Blueprint("component_gallery", __name__, url_prefix="/dev")

PERMIT = Name("پروانهٔ ساختمان", "Building permit")
RENEWAL = Name("تمدید", "Renewal")
COVERS = Name("تقاضای نو، تمدید و تغییر نقشه", "New requests, renewals and changes of plans")
FLOOR, ROOM = Name("طبقهٔ همکف", "Ground floor"), Name("سالن اصلی", "Main hall")
AHEAD, LEFT = Name("مستقیم بروید", "Straight ahead"), Name("سمت چپ", "To the left")
#: A plan as the macros ask for it: its picture's size in px, its edges in degrees.
MAP = {"width": 96, "height": 64, "north": 36.08, "south": 36.06, "west": 49.69, "east": 49.71}


class SampleForm(dict[str, str]):
    """A form as the macros of fields ask for it: values, the problem of one field, a value stored meanwhile."""

    problems = {"name_fa": "این خانه نمی‌تواند خالی باشد."}
    revision = ""
    differing = ("day",)

    @property
    def theirs(self) -> "SampleForm":
        return SampleForm(day="1405/09/03")

    def all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []

    def differs(self, name: str) -> bool:
        return name in self.differing

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        return super().get(name, default)

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")


@blueprint.get("/components")
def show() -> str:
    """``?contrast=high`` shows the high-contrast theme. NotFound in a real office."""
    if not (current_app.config["DEMO"] or current_app.debug or current_app.testing):
        raise NotFound
    contrast = "high" if request.args.get("contrast") == "high" else ""
    return render_template(
        "dev/components.html", contrast=contrast, form=SampleForm(day="1405/09/07"), **_samples(clock.now())
    )


def _samples(now: datetime) -> dict[str, Any]:
    """Sample values for the macros."""
    counters = [_way(1, "ahead", AHEAD), _way(2, "left", LEFT), _way(3, "up", LEFT)]
    return {
        "choices": [_choice("open", (3, 3), 12), _choice("range", (1, 4), 25), _choice("nobody", (0, 0), None)],
        "one_way": {"places": counters[:1], "ways": [counters[:1]], "where": Name("ساختمان مرکزی", "Main building")},
        "several_ways": {"places": counters, "ways": [[one] for one in counters], "where": Name("", "")},
        "closed_hours": {"reason": Name("تعطیل رسمی", "Public holiday"), "opens_at": now + timedelta(days=1)},
        "known_wait": {"seconds": 900, "minutes": (10, 20)},
        "unknown_wait": {"seconds": None, "minutes": None},
        "map": MAP,
        "names": {"permit": PERMIT, "renewal": RENEWAL},
    }


def _choice(code: str, ahead: tuple[int, int], minutes: int | None) -> dict[str, Any]:
    wait = {"seconds": minutes * 60, "minutes": (minutes, minutes + 5)} if minutes else None
    names = {"spoken_name": PERMIT, "name": RENEWAL, "covers": COVERS}
    return {"code": code, "icon": "landmark", "ahead": ahead, "estimate": wait, "served": True, **names}


def _way(counter: int, arrow: str, direction: Name) -> dict[str, Any]:
    return {"counter": counter, "arrow": arrow, "direction": direction, "floor": FLOOR, "room": ROOM}
