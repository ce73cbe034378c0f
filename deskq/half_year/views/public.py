"""Public pages of half-year reports: the list, one report, its open data. Published versions never change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, render_template, request, send_file, url_for
from flask_babel import gettext, ngettext

from deskq.access import identity
from deskq.charter.rules import shown as charter_shown
from deskq.coding.rules.agreement import meaning_of
from deskq.core import clock
from deskq.core.errors import N_, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text import half_years, jalali, persian
from deskq.core.text.half_years import Half
from deskq.core.text.names import listed
from deskq.half_year.models import ReportVersion
from deskq.half_year.queries import reports
from deskq.half_year.service.versions import digest
from deskq.half_year.views import labels, open_data, progress_shown, sentences
from deskq.half_year.views.progress_shown import Progress
from deskq.half_year.views.shown import Shown
from deskq.office import config_cache, pdf_pages
from deskq.ratings.labels import FACES, count, one_decimal, percent, whole
from deskq.web import filters, i18n
from deskq.web.pdf.kept import of_page
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("half_year", __name__, url_prefix="/published")
LIMIT = "120 per minute"


class NotPublished(NotFound):
    """The same words for a half-year that still runs, one with a draft and one before the office opened: nobody learns
    whether staff have prepared a draft."""

    title = N_("No report on this half-year has been published.")


class VersionNotPublished(NotPublished):
    title = N_("This version of the report has not been published.")


@dataclass(frozen=True, slots=True)
class VersionLink:
    number: int
    at: datetime | None
    address: str


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A half-year with its published versions; ``address`` leads to the ``latest`` one."""

    title: str
    address: str
    headline: str
    versions: list[VersionLink]
    latest: ReportVersion


@blueprint.get("/reports")
@limiter.limit(LIMIT)
def index() -> str:
    return _list()


@blueprint.errorhandler(NotPublished)
def lead_to_the_published(refusal: NotPublished) -> tuple[str, int]:
    return _list(sentence(refusal)), refusal.status


def _list(missing: str = "") -> str:
    """``missing``: why the report that was asked for is not shown."""
    office_id = identity.office_id()
    found = [
        _link(reports.published(db.session(), office_id, Half(row.half)))
        for row in reports.published_halves(db.session(), office_id)
    ]
    return render_template("half_year/index.html", office=_office_name(office_id), reports=found, missing=missing)


@blueprint.get("/<half>")
@limiter.limit(LIMIT)
def report(half: str) -> str:
    """The latest published version, or the one of ``?version=``."""
    found, version = _asked(half)
    office_id, today = version.office_id, clock.today()
    return _page(found, version, progress_shown.of_public(office_id, Half(version.half), today))


@blueprint.get("/<half>.pdf")
@limiter.limit("20 per minute")
def print_pdf(half: str) -> Response:
    """The page as PDF; it says which newer versions there were when it was made, so each newer one has another."""
    found, version = _asked(half)
    state = f"{found[-1].number}{'' if version.withdrawn_at is None else '-withdrawn'}"
    kept = f"{digest(version.public)}-{i18n.language()}-{state}"
    file = of_page(_page(found, version), pdf_pages.paper(), kept)
    name = f"half-year-{Half(version.half)}-v{version.number}.pdf"
    return send_file(file, mimetype="application/pdf", download_name=name)


def _page(
    found: list[ReportVersion],
    version: ReportVersion,
    how_far: Mapping[tuple[str, int], Progress] = MappingProxyType({}),
) -> str:
    """``how_far``: how far the promised actions are today; none on paper, which is kept."""
    shown = Shown(json.loads(version.public))
    number = None if version is found[-1] else version.number
    return render_template(
        "half_year/report.html",
        office=_office_name(version.office_id),
        title=labels.title(shown.half),
        number=version.number,
        how_far=how_far,
        published_at=version.published_at,
        announced=_announced(shown, version.published_at),
        withdrawn_at=version.withdrawn_at,
        withdrawal=version.withdrawal,
        digest=digest(version.public),
        newer=url_for("half_year.report", half=str(shown.half)) if version is not found[-1] else "",
        versions=_version_links(found),
        csv=url_for("half_year.csv", half=str(shown.half), version=number),
        pdf=url_for("half_year.print_pdf", half=str(shown.half), version=number),
        dictionary=url_for("half_year.dictionary", half=str(shown.half)),
        **page_values(shown),
    )


@blueprint.get("/<half>.csv")
@limiter.limit(LIMIT)
def csv(half: str) -> Response:
    """All numbers of the report, one in each row."""
    _, version = _asked(half)
    at = version.withdrawn_at
    withdrawn = clock.local(at).date() if at is not None else None
    text = open_data.to_csv(json.loads(version.public), version.number, withdrawn)
    name = f"half-year-{Half(version.half)}-v{version.number}{'' if withdrawn is None else '-withdrawn'}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, headers=headers, mimetype="text/csv")


@blueprint.get("/<half>/dictionary.csv")
@limiter.limit(LIMIT)
def dictionary(half: str) -> Response:
    """The meaning of each column and code of the open data."""
    _, version = _asked(half)
    headers = {"Content-Disposition": f'attachment; filename="half-year-{Half(version.half)}-dictionary.csv"'}
    return Response(open_data.dictionary(json.loads(version.public)), headers=headers, mimetype="text/csv")


def page_values(shown: Shown) -> dict[str, Any]:
    """Values for the sections of a report, on the public page and for staff."""
    return {
        "shown": shown,
        "says": sentences,
        "count": count,
        "one_decimal": one_decimal,
        "percent": percent,
        "whole": whole,
        "face_words": [(value, filters.named(name)) for value, name in FACES.items()],
        "hidden_names": _hidden_names,
        "hundredth": lambda number: filters.digits(round(number, 2)),
        "meaning_of": meaning_of,
        **labels.functions(),
    }


class Links:
    """Implements the port that links published reports on other public pages."""

    def links(self) -> list[tuple[str, str, datetime | None]]:
        latest = reports.published_halves(db.session(), identity.office_id())
        found = [row for row in latest if row.withdrawn_at is None]
        return [(url_for("half_year.report", half=str(Half(row.half))), labels.title(Half(row.half)), row.published_at)
                for row in found]  # fmt: skip


def _asked(text: str) -> tuple[list[ReportVersion], ReportVersion]:
    """(all published versions of the half-year, the requested one). Raises ``NotPublished``."""
    found = reports.published(db.session(), identity.office_id(), half_years.parse(text))
    if not found:
        raise NotPublished
    typed = persian.ascii_digits(request.args.get("version", "")[:4])
    wanted = [row for row in found if not typed or str(row.number) == typed]
    if not wanted:
        raise VersionNotPublished
    return found, wanted[-1]


def _link(versions: list[ReportVersion]) -> ReportLink:
    latest = versions[-1]
    half = Half(latest.half)
    headline = labels.both(json.loads(latest.public)["headline"])
    address = url_for("half_year.report", half=str(half))
    return ReportLink(labels.title(half), address, headline, _version_links(versions), latest)


def _version_links(versions: list[ReportVersion]) -> list[VersionLink]:
    return [
        VersionLink(
            row.number, row.published_at,
            _address(row, is_latest=row is versions[-1]),
        )
        for row in versions
    ]  # fmt: skip


def _address(row: ReportVersion, is_latest: bool) -> str:
    return url_for("half_year.report", half=str(Half(row.half)), version=None if is_latest else row.number)


def _announced(shown: Shown, published_at: datetime | None) -> str:
    """Whether the report came on its announced day; empty where none was announced."""
    announced = shown.content.get("announced")
    if not announced or published_at is None:
        return ""
    day = date.fromisoformat(announced)
    late = charter_shown.days_late(day, clock.local(published_at).date())
    if not late:
        return str(gettext("announced for %(day)s, and in time", day=jalali.written_date(day, i18n.language())))
    return str(
        ngettext(
            "announced for %(day)s, and %(count)s day late",
            "announced for %(day)s, and %(count)s days late",
            late, day=jalali.written_date(day, i18n.language()), count=filters.digits(late),
        )
    )  # fmt: skip


def _hidden_names(shown: Shown) -> str:
    return listed((shown.subjects[subject] for subject in shown.pareto.hidden), i18n.language())


def _office_name(office_id: int) -> Any:
    return config_cache.of(db.session(), office_id).office.name
