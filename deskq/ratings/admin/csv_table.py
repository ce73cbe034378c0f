"""Results as a table of comma-separated values: one row a figure, the same numbers as on the page."""

import csv as writer
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from deskq.core.text.names import Name
from deskq.office.config_cache import Catalogue
from deskq.ratings import questionnaire
from deskq.ratings.admin import labels
from deskq.ratings.breakdowns import Row
from deskq.ratings.confidence import Share
from deskq.ratings.results import OF_AXIS, Results
from deskq.ratings.scoring import Figure

COLUMNS = (
    *("of", "name", "visits", "answers", "response_percent", "score", "score_low", "score_high"),
    *("good_percent", "good_low", "good_high", "mark_of_20", "note"),
    *("count", "out_of", "share_percent", "share_low", "share_high"),
)
FEW, HIDDEN = "too few", "not shown"
#: Between the names of a line and its note.
NO_FIGURE = [""] * 10
Line = Sequence[object]


def csv(found: Results, about: Catalogue, language: str) -> str:
    """With a byte order mark, by which spreadsheets know the letters."""
    out = io.StringIO()
    pen = writer.writer(out, lineterminator="\r\n")
    pen.writerow(COLUMNS)
    for line in _lines(found, about, language):
        pen.writerow([_harmless(value) for value in line])
    return "\ufeff" + out.getvalue()


def _lines(found: Results, about: Catalogue, language: str) -> Iterable[Line]:
    def said(name: Name) -> str:
        return name.in_language(language)

    yield ["face", "", found.visits, found.n, _percent(found.response), *_figure(found.face)]
    yield ["total", "", "", "", "", *_figure(found.total)]
    for axis in OF_AXIS:
        yield ["axis", said(questionnaire.AXES[axis]), "", "", "", *_figure(found.axes[axis])]
    for item in questionnaire.ITEMS.values():
        figure = found.items[item.code]
        yield ["question", said(item.name), "", figure.n if figure else "", "", *_figure(figure)]
    services = {service.id: service.name for service in about.services.values()}
    counters = {counter.id: Name(str(counter.number), str(counter.number)) for counter in about.counters.values()}
    groups: tuple[tuple[str, Sequence[Row[Any]], Mapping[Any, Name]], ...] = (
        ("ending", found.by_ending, labels.ENDINGS),
        ("source", found.by_source, labels.SOURCES),
        ("service", found.by_service, services),
        ("counter", found.by_counter, counters),
    )
    for of, rows, names in groups:
        for row in rows:
            yield _row(of, said(names.get(row.key, Name("", ""))), row)
    for reason, count in found.apart.items():
        yield ["apart", said(labels.APART[reason]), "", count]
    if found.bounds:
        low, high = found.bounds.low, found.bounds.high
        yield ["bounds", "", found.visits, found.n, "", "", round(low, 1), round(high, 1)]
    yield from _reasons(found, said)
    yield from _measured(found)


def _reasons(found: Results, said: Callable[[Name], str]) -> Iterable[Line]:
    for side, told in found.reasons.items():
        if told is None:
            yield _share(side, "", None, FEW)
            continue
        for reason, (_, name) in questionnaire.REASONS.items():
            yield _share(side, said(name), told.named[reason], HIDDEN)


def _measured(found: Results) -> Iterable[Line]:
    """What the desk measured has no name of its own in two languages: the column says what it is."""
    measured = found.measured
    for of, minutes in (("half called within minutes", measured.half), ("nine of ten within minutes", measured.most)):
        yield [of, "", *NO_FIGURE, "", "" if minutes is None else minutes, measured.called]
    yield _share("work not done there", "", measured.again, FEW)
    yield _share("called within the time told", "", measured.in_time, FEW)
    yield _share("answered by the first date", "", measured.answered, FEW)


def _share(of: str, name: str, share: Share | None, missing: str) -> Line:
    if share is None:
        return [of, name, *NO_FIGURE, missing]
    numbers = (share.share, *share.interval)
    return [of, name, *NO_FIGURE, "", share.hits, share.n, *(round(number * 100, 1) for number in numbers)]


def _row(of: str, name: str, row: Row[Any]) -> Line:
    visits = row.visits if of != "source" else ""
    if row.hidden:
        return [of, name, visits, "", "", "", "", "", "", "", "", "", HIDDEN]
    response = _percent(row.response) if of != "source" else ""
    return [of, name, visits, row.n, response, *_figure(row.figure)]


def _figure(figure: Figure | None) -> Line:
    if figure is None:
        return ["", "", "", "", "", "", "", FEW]
    numbers = (figure.score, *figure.interval, figure.glad * 100, *(share * 100 for share in figure.glad_interval))
    return [*(round(number, 1) for number in numbers), round(figure.mark, 1), ""]


def _percent(share: float | None) -> object:
    return "" if share is None else round(share * 100, 1)


def _harmless(value: object) -> object:
    """A name that begins like a formula is no formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
