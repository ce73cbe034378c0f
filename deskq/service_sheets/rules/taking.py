"""Ready sheets, start sheets or those of another office, fitted to the units of this office. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from deskq.core.text.names import Name
from deskq.service_sheets.rules.content import Content


@dataclass(frozen=True, slots=True)
class ReadySheet:
    """``code`` in its source; ``template``: the start sheet that it is or was taken from, or empty."""

    code: str
    content: Content
    template: str = ""


@dataclass(frozen=True, slots=True)
class NeededUnit:
    """A unit that stages name and the office does not have. ``above``: code of the unit above it, where that is there
    or is needed too; ``sheets``: codes of the sheets that need it."""

    code: str
    name: Name
    above: str | None
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """Who does the work of a needed unit: the unit ``here`` (code), or a new one if it is empty, with this head."""

    here: str = ""
    head_id: int | None = None


def units_of(content: Content) -> list[str]:
    """Codes of the units of its stages, each once, in order."""
    return list(dict.fromkeys(one.unit for one in content.stages))


def needed(
    sheets: Iterable[ReadySheet], names: Mapping[str, tuple[Name, str]], there: Collection[str]
) -> list[NeededUnit]:
    """``names`` {code of a unit: (name, code of the unit above it)} of the source; those above come first."""
    asking: dict[str, list[str]] = {}
    for sheet in sheets:
        for unit in units_of(sheet.content):
            if unit not in there:
                asking.setdefault(unit, []).append(sheet.code)
    return [
        NeededUnit(code, names[code][0], _above(code, names, {*there, *asking}), tuple(asking[code]))
        for code in names
        if code in asking
    ]


def _above(code: str, names: Mapping[str, tuple[Name, str]], there: Collection[str]) -> str | None:
    """The nearest unit above that is there."""
    seen, above = {code}, names[code][1]
    while above and above not in there and above not in seen:
        seen.add(above)
        above = names[above][1] if above in names else ""
    return above if above in there and above not in seen else None


def moved(content: Content, units: Mapping[str, str]) -> Content:
    """The content with the stages at other units: {unit: unit instead}."""
    return replace(content, stages=tuple(replace(one, unit=units.get(one.unit, one.unit)) for one in content.stages))
