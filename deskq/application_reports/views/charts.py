"""Geometry of the charts of a report of applications."""

from collections.abc import Callable

from flask_babel import gettext, ngettext

from deskq.application_reports.queries.report import Row, StageRow
from deskq.application_reports.rules import BANDS, HANDS, Figures, OpenFigures, mean
from deskq.application_reports.views.names import working_days
from deskq.applications.rules.outlook import half_and_nine_in_ten, nine_in_ten
from deskq.ratings.labels import count, percent
from deskq.reports.views.period.charts import Bar, Chart, of_scale
from deskq.web import filters


def promises(rows: list[Row], name: Callable[[Row], str]) -> Chart:
    """Of answered applications: by the first date, and by the latest, in percent."""
    return Chart([_promise(row, name(row)) for row in rows if row.figures.answered], 100)


def _promise(row: Row, name: str) -> Bar:
    figures = row.figures
    first, latest = figures.in_first / figures.answered, figures.in_latest / figures.answered
    says = gettext(
        "%(name)s: %(first)s by the first date, %(latest)s by the latest, of %(n)s answers",
        name=name, first=percent(first), latest=percent(latest), n=count(figures.answered),
    )  # fmt: skip
    return Bar(name, of_scale(first, 1), of_scale(max(first, latest), 1), str(says))


def hands(rows: list[Row], name: Callable[[Row], str]) -> Chart:
    """Working days of a mean answer: the town's, and all."""
    means = [(row, [mean(getattr(row.figures, hand)) or 0.0 for hand in HANDS]) for row in rows if row.figures.answered]
    top = max((sum(found) for _, found in means), default=0.0)
    return Chart(
        [
            Bar(name(row), of_scale(found[0], top), of_scale(sum(found), top), _of_hands(name(row), found))
            for row, found in means
        ],
        round(top),
    )


def mean_of(figures: Figures) -> float:
    """Working days of a mean answer in all hands."""
    return sum(mean(getattr(figures, hand)) or 0.0 for hand in HANDS)


def _of_hands(name: str, found: list[float]) -> str:
    town, applicant, outside = (working_days(one) for one in found)
    return str(
        gettext(
            "%(name)s: on average %(town)s of the municipality, %(applicant)s of the applicant, %(outside)s of others",
            name=name, town=town, applicant=applicant, outside=outside,
        )
    )  # fmt: skip


def stages(rows: list[StageRow], name: Callable[[StageRow], str]) -> Chart:
    """Median and 90th percentile of the town's working days; of fewer than ten cases only the median."""
    ends = [(row, *half_and_nine_in_ten(row.figures.town)) for row in rows if row.figures.done]
    top = max((most for _, _, most in ends), default=0)
    return Chart(
        [
            Bar(name(row), of_scale(half, top), of_scale(most, top), _of_stage(row, name(row)))
            for row, half, most in ends
        ],
        top,
    )


def _of_stage(row: StageRow, name: str) -> str:
    town = row.figures.town
    if nine_in_ten(town) is None:
        return str(
            ngettext(
                "%(name)s: %(n)s case, it took %(longest)s", "%(name)s: %(n)s cases, the longest took %(longest)s",
                town.total(), name=name, n=count(town.total()), longest=working_days(max(town)),
            )
        )  # fmt: skip
    half, most = half_and_nine_in_ten(town)
    return str(
        gettext(
            "%(name)s: half within %(half)s, nine in ten within %(most)s",
            name=name, half=working_days(half), most=working_days(most),
        )
    )  # fmt: skip


def ages(found: OpenFigures) -> Chart:
    """Open applications by their age."""
    top = max(found.ages, default=0)
    return Chart(
        [
            Bar(words, of_scale(many, top), of_scale(many, top), f"{words}: {count(many)}")
            for words, many in zip(band_names(), found.ages, strict=True)
        ],
        top,
    )


def band_names() -> list[str]:
    """«تا ۷ روز», «۸ تا ۳۰ روز» ... of the ages of open applications."""
    first, *rest = BANDS
    found = [str(gettext("up to %(n)s days", n=filters.digits(first)))]
    for before, last in zip(BANDS, rest, strict=False):
        found.append(
            str(gettext("%(first)s to %(last)s days", first=filters.digits(before + 1), last=filters.digits(last)))
        )
    return [*found, str(gettext("more than %(n)s days", n=filters.digits(BANDS[-1])))]
