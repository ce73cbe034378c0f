"""The sentences under the headings of a report of applications: each says what its figures mean."""

from collections import Counter
from collections.abc import Callable

from flask_babel import gettext, ngettext

from deskq.application_opening.queries.referrals import Sent
from deskq.application_reports.queries.report import ApplicationReport, Row, StageRow
from deskq.application_reports.rules import HANDS, Figures, OpenFigures, days
from deskq.application_reports.views.names import calendar_days, working_days
from deskq.applications.rules.outlook import nine_in_ten
from deskq.core.quantiles import quantile
from deskq.ratings.labels import count, one_decimal, percent

Named = Callable[[Row], str]
StageNamed = Callable[[StageRow], str]


def summary(report: ApplicationReport) -> str:
    """What the whole report says."""
    total = report.total
    came = ngettext(
        "%(n)s application was received, %(answered)s answered.",
        "%(n)s applications were received, %(answered)s answered.",
        total.received, n=count(total.received), answered=count(total.answered),
    )  # fmt: skip
    if not total.answered:
        return str(came)
    return f"{came} {_to_the_answer(total.whole)}"


def _to_the_answer(lengths: Counter[int]) -> str:
    """How long answers took. Of fewer than ten it names only the shortest and the longest."""
    most = nine_in_ten(lengths)
    if most is not None:
        said = gettext(
            "From opening to answer half took up to %(half)s, one in ten longer than %(most)s.",
            half=calendar_days(quantile(lengths, 0.5)), most=calendar_days(most),
        )  # fmt: skip
    elif lengths.total() == 1:
        said = gettext("From opening to answer it took %(longest)s.", longest=calendar_days(max(lengths)))
    else:
        said = gettext(
            "From opening to answer the shortest took %(shortest)s, the longest %(longest)s. There are too few to say "
            "how long it usually takes.",
            shortest=calendar_days(min(lengths)), longest=calendar_days(max(lengths)),
        )  # fmt: skip
    return str(said)


def promises(total: Figures, late: int | None) -> str:
    """How many answers came by the promised dates."""
    if not total.answered:
        said = str(gettext("No answer was given in this period."))
    else:
        said = str(
            gettext(
                "%(first)s of the answers came by the date on the receipt, %(latest)s by the latest date promised; "
                "%(extended)s of the applications had a date extended.",
                first=percent(total.in_first / total.answered), latest=percent(total.in_latest / total.answered),
                extended=percent(total.extended / total.answered),
            )
        )  # fmt: skip
    if not late:
        return said
    more = ngettext(
        "Besides, %(n)s application is still open past its date.",
        "Besides, %(n)s applications are still open past their date.",
        late, n=count(late),
    )  # fmt: skip
    return f"{said} {more}"


def hands(total: Figures) -> str:
    """Whose the days were."""
    whole = sum(days(getattr(total, hand)) for hand in HANDS)
    if not whole:
        return str(
            gettext("Nothing took longer than the day it came.")
            if total.answered
            else gettext("No answer was given in this period.")
        )
    shares = {hand: percent(days(getattr(total, hand)) / whole) for hand in HANDS}
    return str(
        gettext(
            "Of all working days until the answer %(town)s were the municipality’s, %(applicant)s the applicant’s and "
            "%(outside)s those of outside bodies.",
            **shares,
        )
    )


def effort(total: Figures) -> str:
    """Visits and units for each finished application."""
    if not total.finished:
        return str(gettext("No application was finished in this period."))
    units = one_decimal(total.units / total.finished)
    if not total.visits_known:
        return str(
            gettext(
                "A finished application went through %(units)s units on average. How many visits it took is not known: "
                "all of them were imported.",
                units=units,
            )
        )
    return str(
        gettext(
            "A finished application took %(visits)s visits and went through %(units)s units on average.",
            visits=one_decimal(total.visits / total.visits_known), units=units,
        )
    )  # fmt: skip


def sent_elsewhere(sent: Sent) -> str:
    """How many visitors the desk sent on, and how many of them more than once."""
    if not sent.visitors:
        return str(gettext("The desk sent no visitor elsewhere in this period."))
    said = ngettext(
        "The desk sent %(n)s visitor elsewhere.", "The desk sent visitors elsewhere %(n)s times.",
        sent.visitors, n=count(sent.visitors),
    )  # fmt: skip
    if not sent.known:
        return str(said)
    again = gettext(
        "Citizens whose number or national ID was given: %(known)s. Sent more than once: %(again)s.",
        known=count(sent.known), again=count(sent.again),
    )  # fmt: skip
    return f"{said} {again}"


def open_now(found: OpenFigures) -> str:
    """How many are open, and how old they are."""
    if not found.count:
        return str(gettext("Nothing was open at the end of this period."))
    said = ngettext(
        "%(n)s application is open, %(old)s of them for more than thirty days.",
        "%(n)s applications are open, %(old)s of them for more than thirty days.",
        found.count, n=count(found.count), old=count(sum(found.ages[2:])),
    )  # fmt: skip
    if found.waiting is None:
        return str(said)
    waits = gettext("%(n)s wait for the applicant or an outside body.", n=count(found.waiting))
    return f"{said} {waits}"


def stages(rows: list[StageRow], name: StageNamed) -> str:
    """Where most of the town's days went."""
    worst = max(rows, key=lambda row: days(row.figures.town), default=None)
    if worst is None or not days(worst.figures.town):
        return str(gettext("Nothing took longer than the day it came."))
    share = days(worst.figures.town) / sum(days(row.figures.town) for row in rows)
    said = gettext(
        "Most of the municipality’s time goes into: %(name)s, with %(share)s of its days.",
        name=name(worst), share=percent(share),
    )  # fmt: skip
    return f"{said} {stage_lengths(worst.figures.town)}"


def stage_lengths(town: Counter[int]) -> str:
    """How long a stage took, in the town's working days; of fewer than ten cases only the longest."""
    most = nine_in_ten(town)
    if most is None:
        said = ngettext(
            "Only %(n)s case: it took %(longest)s.", "Only %(n)s cases: the longest took %(longest)s.",
            town.total(), n=count(town.total()), longest=working_days(max(town)),
        )  # fmt: skip
    else:
        said = gettext(
            "Half took up to %(half)s, one in ten longer than %(most)s.",
            half=working_days(quantile(town, 0.5)), most=working_days(most),
        )  # fmt: skip
    return str(said)


def change(now: int, then: int) -> str:
    """How many more or fewer than in an earlier period."""
    if now == then:
        return str(gettext("as many"))
    if not then:
        return str(gettext("none then"))
    share = percent(abs(now - then) / then)
    return str(gettext("%(share)s more", share=share) if now > then else gettext("%(share)s fewer", share=share))
