"""What the rows of a report of applications are called, in the language of the page."""

from flask_babel import ngettext

from deskq.application_reports.queries.names import Names
from deskq.application_reports.queries.report import Row, StageRow
from deskq.core.errors import N_
from deskq.ratings.labels import one_decimal
from deskq.reports.views.period import labels
from deskq.web import filters

DIVISIONS = {
    "service": N_("Service"), "unit": N_("Unit"), "stage": N_("Stage"),
    **{kind: labels.DIVISIONS[kind] for kind in ("day", "week", "month", "half", "year")},
}  # fmt: skip
HANDS = {
    "town": N_("In the municipality’s hands"),
    "applicant": N_("With the applicant"),
    "outside": N_("With an outside body"),
}


class Labels(Names):
    """Names of the rows in the language of the page."""

    def row(self, by: str, row: Row) -> str:
        if row.days is not None:
            return labels.period(row.days, by)
        return filters.named(self.sheet(row.key))

    def place(self, place: int | str) -> str:
        """The unit to which a visitor was sent, or the name of a body outside."""
        return filters.named(self.units[place].name) if isinstance(place, int) else place

    def stage_row(self, by: str, row: StageRow) -> str:
        name, of = self.parts(by, row.key)
        return f"{filters.named(name)} · {filters.named(of)}" if of is not None else filters.named(name)


def working_days(days: float | None) -> str:
    """«۴ روز کاری»; «–» of nothing."""
    if days is None:
        return "–"
    return str(ngettext("%(shown)s working day", "%(shown)s working days", _plural(days), shown=_number(days)))


def calendar_days(days: float | None) -> str:
    if days is None:
        return "–"
    return str(ngettext("%(shown)s day", "%(shown)s days", _plural(days), shown=_number(days)))


def _number(days: float) -> str:
    return one_decimal(days) if isinstance(days, float) else filters.digits(days)


def _plural(days: float) -> int:
    """1.0 is written in the plural as well."""
    return 2 if isinstance(days, float) else days
