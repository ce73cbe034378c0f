"""Results as CSV: one row per figure, the same numbers as on the page."""

import csv as writer
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.ratings import labels, questionnaire
from deskq.ratings.results.breakdowns import GroupResult
from deskq.ratings.results.confidence import Share
from deskq.ratings.results.scoring import Figure
from deskq.ratings.results.summary import ITEMS_BY_AXIS, Results
from deskq.web.spreadsheet import harmless

COLUMNS = (
    *("of", "name", "visits", "answers", "response_percent", "score", "score_low", "score_high"),
    *("good_percent", "good_low", "good_high", "mark_of_20", "note"),
    *("count", "out_of", "share_percent", "share_low", "share_high"),
)
FEW, HIDDEN = "too few", "not shown"
#: Empty cells between the names of a row and its note.
NO_FIGURE = [""] * 10
CsvRow = Sequence[object]


def to_csv(results: Results, config: OfficeConfig, language: str) -> str:
    """The table as text; the byte order mark makes spreadsheets read it as UTF-8."""
    out = io.StringIO()
    table = writer.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in _rows(results, config, language):
        table.writerow([harmless(value) for value in row])
    return "\ufeff" + out.getvalue()


def _rows(results: Results, config: OfficeConfig, language: str) -> Iterable[CsvRow]:
    def label(name: Name) -> str:
        return name.in_language(language)

    yield ["face", "", results.visits, results.n, _percent(results.response), *_figure(results.face)]
    yield ["total", "", "", "", "", *_figure(results.total)]
    for axis in ITEMS_BY_AXIS:
        yield ["axis", label(questionnaire.AXES[axis]), "", "", "", *_figure(results.axes[axis])]
    for item in questionnaire.ITEMS.values():
        figure = results.items[item.code]
        yield ["question", label(item.name), "", figure.n if figure else "", "", *_figure(figure)]
    services = {service.id: service.name for service in config.services.values()}
    counters = {counter.id: Name(str(counter.number), str(counter.number)) for counter in config.counters.values()}
    groups: tuple[tuple[str, Sequence[GroupResult[Any]], Mapping[Any, Name]], ...] = (
        ("ending", results.by_ending, labels.ENDINGS),
        ("source", results.by_source, labels.SOURCES),
        ("service", results.by_service, services),
        ("counter", results.by_counter, counters),
    )
    for of, rows, names in groups:
        for row in rows:
            yield _group_row(of, label(names.get(row.key, Name("", ""))), row)
    for reason, count in results.apart.items():
        yield ["apart", label(labels.EXCLUSION_REASONS[reason]), "", count]
    if results.bounds:
        low, high = results.bounds.low, results.bounds.high
        yield ["bounds", "", results.visits, results.n, "", "", round(low, 1), round(high, 1)]
    yield from _reasons(results, label)
    yield from _measured(results)
    for clocks in results.paused_clocks:
        yield ["clock paused", label(clocks.whom), "", clocks.waits, "", round(clocks.days, 1)]
    for of_axis in results.root_causes:
        for name, messages in of_axis.causes:
            yield ["root cause", label(name), "", messages]


def _reasons(results: Results, label: Callable[[Name], str]) -> Iterable[CsvRow]:
    for side, shares in results.reasons.items():
        if shares is None:
            yield _share(side, "", None, FEW)
            continue
        for reason, (_, name) in questionnaire.REASONS.items():
            yield _share(side, label(name), shares.named[reason], HIDDEN)


def _measured(results: Results) -> Iterable[CsvRow]:
    """Rows of measured figures have no translated name: the first column says what they are."""
    measured = results.measured
    rows = (
        ("half called within minutes", measured.first_wait.half),
        ("nine of ten within minutes", measured.first_wait.most),
        ("half waited in total at most minutes", measured.total_wait.half),
        ("nine of ten in total at most minutes", measured.total_wait.most),
    )
    for of, minutes in rows:
        yield [of, "", *NO_FIGURE, "", "" if minutes is None else minutes, measured.called]
    yield _share("work not done there", "", measured.again, FEW)
    yield _share("called within the time told", "", measured.in_time, FEW)
    yield _share("answered by the first date", "", measured.answered, FEW)
    yield from _amenities(results)


def _amenities(results: Results) -> Iterable[CsvRow]:
    """Counts of objects and days; none of them is about a person, so none is hidden."""
    found = results.amenities
    if found is None:
        return
    hours = "" if found.median_hours is None else found.median_hours
    rows: tuple[tuple[str, object, int], ...] = (
        ("faults of amenities", found.faults, found.objects),
        ("half of the amenities repaired within hours", hours, found.repaired),
        ("amenities still broken", found.broken, found.objects),
        ("days on which all amenities were checked", found.done_days, found.days),
    )
    for of, count, out_of in rows:
        yield [of, "", *NO_FIGURE, "", count, out_of]


def _share(of: str, name: str, share: Share | None, missing: str) -> CsvRow:
    if share is None:
        return [of, name, *NO_FIGURE, missing]
    numbers = (share.share, *share.interval)
    return [of, name, *NO_FIGURE, "", share.hits, share.n, *(round(number * 100, 1) for number in numbers)]


def _group_row(of: str, name: str, row: GroupResult[Any]) -> CsvRow:
    visits = row.visits if of != "source" else ""
    if row.hidden:
        return [of, name, visits, "", "", "", "", "", "", "", "", "", HIDDEN]
    response = _percent(row.response) if of != "source" else ""
    return [of, name, visits, row.n, response, *_figure(row.figure)]


def _figure(figure: Figure | None) -> CsvRow:
    if figure is None:
        return ["", "", "", "", "", "", "", FEW]
    numbers = (figure.score, *figure.interval, figure.glad * 100, *(share * 100 for share in figure.glad_interval))
    return [*(round(number, 1) for number in numbers), round(figure.mark, 1), ""]


def _percent(share: float | None) -> object:
    return "" if share is None else round(share * 100, 1)
