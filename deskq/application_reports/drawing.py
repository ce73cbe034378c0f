"""The way of applications as SVG: boxes in the levels of the sheet, ways as wide as the applications that took them, in
each box a bar of its working days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from deskq.application_reports.queries.flow import Flow
from deskq.application_reports.rules import StageFigures
from deskq.applications.rules.outlook import half_and_nine_in_ten
from deskq.service_sheets import boxes
from deskq.service_sheets.boxes import Grid
from deskq.service_sheets.rules.content import Stage

WIDTH, HEIGHT = 172, 118  #: of a box, in pixels
GRID = Grid(WIDTH, HEIGHT, gap_x=20, gap_y=40, edge=12)
#: Of the widest way, and of one that a single application took.
WIDEST, THINNEST = 20, 1.5
LONGEST = 24  #: letters in a line of a name in its box
BAR = 6


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says in the language of the page: of a stage its figures in at most three lines and in a whole
    sentence."""

    language: str
    title: str
    lines: Callable[[StageFigures], list[str]]
    whole: Callable[[str, StageFigures], str]
    way: Callable[[str, str, int], str]


def svg(stages: Sequence[Stage], flow: Flow, words: Words) -> Markup:
    places, width, height = boxes.places(stages, GRID, rtl=words.language == "fa")
    names = {one.code: one.name.in_language(words.language) for one in stages}
    most = max(flow.ways.values(), default=1)
    longest = max((half_and_nine_in_ten(one.whole)[1] for one in flow.stages.values()), default=0)
    planned = {(before, one.code) for one in stages for before in one.after}
    unused = [_way(places, way, 0, most, "unused", "") for way in sorted(planned - set(flow.ways))]
    taken = [
        _way(places, (start, end), many, most, "planned" if (start, end) in planned else "other",
             words.way(names[start], names[end], many))
        for (start, end), many in sorted(flow.ways.items(), key=lambda one: -one[1])
        if start in places and end in places
    ]  # fmt: skip
    drawn = [_box(one, places[one.code], flow, longest, words) for one in stages]
    return Markup(
        '<svg class="flow" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{t}">'
        "{ways}{boxes}</svg>"
    ).format(w=width, h=height, t=words.title, ways=Markup("").join([*unused, *taken]), boxes=Markup("").join(drawn))


def _way(
    places: dict[str, tuple[int, int]], way: tuple[str, str], many: int, most: int, kind: str, says: str
) -> Markup:
    start, end = places[way[0]], places[way[1]]
    x1, y1, x2, y2 = start[0] + WIDTH // 2, start[1] + HEIGHT, end[0] + WIDTH // 2, end[1]
    bend = max(20, (y2 - y1) // 2)
    thick = max(THINNEST, round(WIDEST * many / most, 1))
    title = Markup("<title>{}</title>").format(says) if says else ""
    return Markup(
        '<path class="flow-way" data-kind="{kind}" d="M{x1} {y1}C{x1} {b1} {x2} {b2} {x2} {y2}" stroke-width="{thick}">'
        "{title}</path>"
    ).format(kind=kind, x1=x1, y1=y1, b1=y1 + bend, b2=y2 - bend, x2=x2, y2=y2, thick=thick, title=title)


def _box(stage: Stage, place: tuple[int, int], flow: Flow, longest: int, words: Words) -> Markup:
    x, y = place
    figures = flow.stages.get(stage.code, StageFigures())
    name = stage.name.in_language(words.language)
    half, most = half_and_nine_in_ten(figures.whole)
    inner = WIDTH - 20
    rtl, middle = words.language == "fa", x + WIDTH // 2
    bars = [
        _bar(x + 10, y + HEIGHT - 14, inner, round(inner * share / longest, 1) if longest else 0, kind, rtl)
        for share, kind in ((longest, "track"), (most, "most"), (half, "half"))
    ]
    names = [("flow-name", line) for line in boxes.lines(name, LONGEST)]
    lines = (*names, *(("flow-days", line) for line in words.lines(figures)))
    texts = [(y + 21 + 19 * place, css, text) for place, (css, text) in enumerate(lines)]
    return Markup(
        '<g class="flow-box" data-kind="{kind}"{worst}{empty}><title>{whole}</title>'
        '<rect class="flow-frame" x="{x}" y="{y}" width="{w}" height="{h}" rx="10"/>{texts}{bars}</g>'
    ).format(
        kind=stage.kind, x=x, y=y, w=WIDTH, h=HEIGHT, whole=words.whole(name, figures), bars=Markup("").join(bars),
        worst=Markup(" data-worst") if flow.bottleneck == stage.code else "",
        empty=Markup(" data-empty") if stage.code not in flow.stages else "",
        texts=Markup("").join(
            Markup('<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>').format(css, middle, base, text)
            for base, css, text in texts
        ),
    )  # fmt: skip


def _bar(x: float, y: int, room: int, width: float, kind: str, rtl: bool) -> Markup:
    return Markup('<rect class="flow-bar" data-kind="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
        kind, round(x + room - width, 1) if rtl else x, y, width, BAR
    )
