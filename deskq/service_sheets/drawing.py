"""The graph of stages as SVG: levels from top to bottom, stages that run side by side next to each other."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from deskq.service_sheets import boxes
from deskq.service_sheets.boxes import Grid
from deskq.service_sheets.rules.content import Stage

WIDTH, HEIGHT = 188, 44  #: of a box, in pixels
GRID = Grid(WIDTH, HEIGHT, gap_x=16, gap_y=34, edge=10)
#: Room at the side for ways back to an earlier stage.
BACK = 90
LONGEST = 26  #: letters in a line of a name in its box
LINE = 18  #: pixels from one line of a name to the next


def svg(
    stages: Sequence[Stage],
    language: str,
    title: str,
    states: Mapping[str, str] | None = None,
    wrong: frozenset[str] = frozenset(),
) -> Markup:
    """``states``: {stage: done, here ...} of an application; ``wrong``: stages drawn as faults."""
    places, inner, height = boxes.places(stages, GRID, rtl=language == "fa")
    back = any(_is_back(places[before], places[one.code]) for one in stages for before in one.after if before in places)
    width = inner + BACK * back
    edges = [
        _edge(places[before], places[one.code], before in wrong and one.code in wrong, inner)
        for one in stages
        for before in one.after
        if before in places
    ]
    drawn = [_box(one, places[one.code], language, (states or {}).get(one.code, ""), wrong) for one in stages]
    return Markup(
        '<svg class="stage-graph" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{t}">'
        '<defs><marker id="stage-way" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>{edges}{boxes}</svg>'
    ).format(w=width, h=height, t=title, edges=Markup("").join(edges), boxes=Markup("").join(drawn))


def _is_back(start: tuple[int, int], end: tuple[int, int]) -> bool:
    """To an earlier level or the same one: a loop."""
    return end[1] <= start[1]


def _edge(start: tuple[int, int], end: tuple[int, int], wrong: bool, inner: int) -> Markup:
    """``inner``: where the room for ways back begins."""
    x1, y1, x2, y2 = start[0] + WIDTH // 2, start[1] + HEIGHT, end[0] + WIDTH // 2, end[1]
    if not _is_back(start, end):
        bend = (y2 - y1) // 2
        way = f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"
    else:
        x1, y1, x2, y2 = start[0] + WIDTH, start[1] + HEIGHT * 2 // 3, end[0] + WIDTH, end[1] + HEIGHT // 3
        side = inner + BACK  # the curve comes to three quarters of the way there
        way = f"M{x1} {y1}C{side} {y1} {side} {y2} {x2} {y2}"
    return Markup('<path class="stage-edge"{wrong} d="{way}" marker-end="url(#stage-way)"/>').format(
        wrong=Markup(" data-wrong") if wrong else "", way=way
    )


def _box(stage: Stage, place: tuple[int, int], language: str, state: str, wrong: frozenset[str]) -> Markup:
    x, y = place
    name = stage.name.in_language(language)
    return Markup(
        '<g class="stage-box" data-kind="{kind}" data-state="{state}"{optional}{wrong}>'
        '<title>{whole}</title><rect x="{x}" y="{y}" width="{w}" height="{h}" rx="10"/>'
        "{texts}</g>"
    ).format(
        kind=stage.kind, state=state, x=x, y=y, w=WIDTH, h=HEIGHT, whole=name,
        texts=_texts(boxes.lines(name, LONGEST), x + WIDTH // 2, y + HEIGHT // 2 + 5),
        optional=Markup(" data-optional") if stage.optional else "",
        wrong=Markup(" data-wrong") if stage.code in wrong else "",
    )  # fmt: skip


def _texts(lines: list[str], middle: int, base: int) -> Markup:
    """``base``: of the text's lines the place where a single one stands."""
    first = base - (len(lines) - 1) * LINE // 2
    return Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(middle, first + nth * LINE, line)
        for nth, line in enumerate(lines)
    )
