"""What was rated and measured, public: no number of one to four visits, no share from which one follows. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskq.published.rules.answers import LEAST
from deskq.published.rules.suppression import keeps_earlier

Public = dict[str, Any]
#: {group of faces: its faces}: where single faces are too few.
FACE_GROUPS = {"good": ("5", "4"), "middle": ("3",), "bad": ("2", "1")}


def every_answer(figures: Mapping[str, Any]) -> Public:
    return {name: figures[name] for name in ("satisfaction", "measured", "reading")}


def released_answers(figures: Mapping[str, Any], last: Public | None) -> Public:
    """Published earlier values (``last``) stay if fewer than five answers or visitors have changed."""
    satisfaction, measured = _satisfaction(figures["satisfaction"]), _measured(figures["measured"])
    if last is not None and _stays(figures["satisfaction"]["n"], last["satisfaction"]["n"]):
        satisfaction = last["satisfaction"]
    if last is not None and _stays(figures["measured"]["called"], last["measured"]["called"]):
        measured = last["measured"]
    return {"satisfaction": satisfaction, "measured": measured, "reading": figures["reading"]}


def _stays(now: int, before: int | None) -> bool:
    return before is None or keeps_earlier(now, before, LEAST)


def _satisfaction(rated: Mapping[str, Any]) -> Public:
    faces = rated["faces"]
    shown: Public = {**rated, "n": _or_hidden(rated["n"]), "visits": _or_hidden(rated["visits"])}
    if faces is None or _are_large(faces.values(), rated["n"]):
        return shown
    groups = {group: sum(faces.get(face, 0) for face in of) for group, of in FACE_GROUPS.items()}
    return {**shown, "faces": None, "face_groups": groups if _are_large(groups.values(), rated["n"]) else None}


def _measured(found: Mapping[str, Any]) -> Public:
    called = _or_hidden(found["called"])
    waits = {name: found[name] if called is not None else None for name in ("half", "most")}
    shares = {name: _share(found[name]) for name in ("again", "in_time")}
    return {"called": called, **waits, **shares}


def _share(found: Sequence[int] | None) -> list[int] | None:
    """[hits, n]; None where the hits or the rest are few."""
    if found is None or any(0 < count < LEAST for count in (found[0], found[1] - found[0], found[1])):
        return None
    return list(found)


def _are_large(shares: Any, n: int) -> bool:
    return all(not 0 < round(share * n) < LEAST for share in shares)


def _or_hidden(count: int) -> int | None:
    return None if 0 < count < LEAST else count
