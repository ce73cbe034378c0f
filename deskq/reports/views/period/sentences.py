"""The sentence above each chart of a report, with its main result."""

from collections.abc import Callable

from flask_babel import gettext, ngettext

from deskq.core.quantiles import quantile
from deskq.ratings.labels import count, percent
from deskq.reports.period.figures import Figures
from deskq.reports.period.queries import Compared, Row, VisitReport
from deskq.reports.views.period import charts, labels
from deskq.reports.views.period.labels import duration
from deskq.web import filters

Named = Callable[[Row], str]
#: With fewer called visitors nothing is said about one in ten of them.
LEAST_FOR_TENTHS = 10


def summary(report: VisitReport) -> str:
    """The summary of the report."""
    total = report.total
    came = ngettext("%(n)s visitor came.", "%(n)s visitors came.", total.arrivals, n=count(total.arrivals))
    if total.first.total() < LEAST_FOR_TENTHS:
        return str(came)
    waits = gettext(
        "Half were called within %(half)s, nine in ten within %(most)s.",
        half=duration(quantile(total.first, 0.5)), most=duration(quantile(total.first, 0.9)),
    )  # fmt: skip
    return f"{came} {waits}"


def arrivals(report: VisitReport, name: Named) -> str:
    """The group with the most visitors."""
    busy = max(report.rows, key=lambda row: row.figures.arrivals, default=None)
    if busy is None or not busy.figures.arrivals:
        return str(gettext("Nobody came."))
    share = percent(busy.figures.arrivals / max(1, sum(row.figures.arrivals for row in report.rows)))
    return str(
        gettext(
            "Most visitors: %(name)s, with %(n)s (%(share)s of all).",
            name=name(busy), n=count(busy.figures.arrivals), share=share,
        )
    )  # fmt: skip


def waits(report: VisitReport, name: Named) -> str:
    """The share called in time, and of the groups with at least ten called visitors the one with the longest waits."""
    if not report.total.judged:
        return str(gettext("Nobody has been called."))
    said = _called_in_time(report)
    enough = [row for row in report.rows if row.figures.first.total() >= LEAST_FOR_TENTHS]
    if not enough:
        return said
    worst = max(enough, key=lambda row: charts.most(row.figures) or 0)
    longest = gettext(
        "The longest waits: %(name)s, where one in ten waited longer than %(most)s.",
        name=name(worst), most=duration(charts.most(worst.figures)),
    )  # fmt: skip
    return f"{said} {longest}"


def _called_in_time(report: VisitReport) -> str:
    share = in_time(report.total)
    if report.target is None:
        return str(gettext("%(share)s were called within the target of their service.", share=share))
    return str(
        gettext("%(share)s were called within the target of %(target)s.", share=share, target=duration(report.target))
    )


def ahead(report: VisitReport) -> str:
    """How many were called before somebody who had come earlier, and why."""
    total = report.total
    if not total.first:
        return str(gettext("Nobody has been called."))
    if not total.overtaking:
        return str(gettext("Everybody was called in the order in which they came."))
    return str(
        gettext(
            "%(share)s of those called went ahead of somebody who had come earlier for the same service. %(part)s of "
            "them did because of their priority.",
            share=ahead_share(total), part=percent(total.overtaking_by_class / total.overtaking),
        )
    )  # fmt: skip


def of_ahead(row: Row, name: Named) -> str:
    figures = row.figures
    return str(
        gettext(
            "%(name)s: %(share)s went ahead of an earlier visitor; %(n)s of %(all)s by priority",
            name=name(row), share=ahead_share(figures), n=count(figures.overtaking_by_class),
            all=count(figures.overtaking),
        )
    )  # fmt: skip


def ahead_share(figures: Figures) -> str:
    """The share of called visitors who went ahead of an earlier one."""
    called = figures.first.total()
    if not called:
        return "–"
    share = figures.overtaking / called
    return str(gettext("under %(share)s", share=percent(0.01))) if 0 < share < 0.01 else percent(share)


def week(report: VisitReport) -> str:
    found = charts.busiest(report)
    if found is None:
        return str(gettext("Nobody came."))
    day, hour, mean = found
    return str(
        gettext(
            "Busiest: %(day)s, %(hours)s, with %(n)s visitors on average.",
            day=labels.weekday(day), hours=labels.hours(hour), n=filters.digits(round(mean, 1)),
        )
    )  # fmt: skip


def of_arrivals(row: Row, name: Named) -> str:
    figures = row.figures
    return str(
        gettext(
            "%(name)s: %(n)s visitors, %(served)s served",
            name=name(row), n=count(figures.arrivals), served=count(figures.served),
        )
    )  # fmt: skip


def of_waits(row: Row, name: Named) -> str:
    half, most = charts.half(row.figures), charts.most(row.figures)
    if half is None:
        return str(gettext("%(name)s: nobody was called", name=name(row)))
    return str(
        gettext(
            "%(name)s: half within %(half)s, nine in ten within %(most)s",
            name=name(row), half=duration(half), most=duration(most),
        )
    )  # fmt: skip


def in_time(figures: Figures) -> str:
    """The share called within the target, of those called and those who gave up or still wait after it; rounded down
    as in the hall."""
    share = figures.level.percent
    return percent(share / 100) if share is not None else "–"


def change(now: int, compared: Compared) -> str:
    """How many more or fewer visitors than in an earlier period."""
    then = compared.figures.arrivals
    share = percent(abs(now - then) / then)
    if now == then:
        return str(gettext("as many"))
    return str(gettext("%(share)s more", share=share) if now > then else gettext("%(share)s fewer", share=share))
