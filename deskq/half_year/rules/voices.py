"""What citizens said about answers and applications, public: no number of one to four, and none from which one follows.
Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from deskq.published.rules.answers import LEAST

MEASURED = ("days", "visits", "sections")


def public(found: Mapping[str, Any] | None, last: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """``found``: ``queries.voices.Voices``, None in figures that were frozen before there were any. ``last``: the
    public content of the version before, which stays where fewer than five were added."""
    if found is None:
        return None
    before = last or {}
    shown = questions(found["questions"], before.get("questions"))
    ended = next(iter(found["questions"].values()), {"asked": 0})["asked"]
    measured = {name: found[name] if ended >= LEAST else None for name in MEASURED}
    return {"helped": _voice(found["helped"], before.get("helped")), "questions": shown, **measured}


def questions(
    found: Mapping[str, Any], last: Mapping[str, Mapping[str, int | None]] | None = None
) -> dict[str, dict[str, int | None]]:
    """Of applications (``queries.voices.Voice`` of each question), all asked about the same ones: that number is hidden
    in one, hidden in all."""
    shown = {name: _voice(one, (last or {}).get(name)) for name, one in found.items()}
    if any(one["asked"] is None for one in shown.values()):
        return {name: {**one, "asked": None} for name, one in shown.items()}
    return shown


def _voice(one: Mapping[str, int], last: Mapping[str, int | None] | None) -> dict[str, int | None]:
    """Hidden as a whole below five answers; the share alone where a few were of the other opinion; the number of those
    who were asked where a few of them said nothing."""
    known = last is not None and last["n"] is not None
    if last is not None and known and 0 < abs(one["n"] - (last["n"] or 0)) < LEAST:
        return dict(last)
    asked, n, yes = one["asked"], one["n"], one["yes"]
    if _small(n) or _small(asked):
        return {"asked": None if _small(asked) or n else asked, "n": None, "yes": None}
    return {
        "asked": None if _small(asked - n) else asked,
        "n": n,
        "yes": None if _small(yes) or _small(n - yes) else yes,
    }


def _small(number: int) -> bool:
    return 0 < number < LEAST


def counts(public_voices: Mapping[str, Any] | None) -> Iterator[tuple[str, int | None]]:
    """(place, each number that is shown or follows)."""
    if public_voices is None:
        return
    rows = {"helped": public_voices["helped"], **public_voices["questions"]}
    for name, one in rows.items():
        yield from ((f"voices/{name}/{part}", number) for part, number in one.items())
        if one["n"] is not None and one["yes"] is not None:
            yield f"voices/{name}/no", one["n"] - one["yes"]
        if one["n"] is not None and one["asked"] is not None:
            yield f"voices/{name}/silent", one["asked"] - one["n"]
