"""Who makes the round besides supervisors, who answers for each kind, and how soon it should be repaired."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.amenities.admin.choices import ACT, blueprint, kind_choices, office_id, people, person_choices
from deskq.amenities.forms import CheckersForm, KindForm
from deskq.amenities.queries import objects
from deskq.amenities.rules.kinds import KINDS
from deskq.amenities.service import objects as service
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.web import filters
from deskq.web.forms import read


@blueprint.get("/people")
def edit_people() -> str:
    return _page(_stored())


@blueprint.post("/people")
def save_people() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        checkers = read(CheckersForm, {"checkers": request.form.getlist("checkers")}).checkers
        kinds = _read(request.form)
        with admin_pages.editing(caller, _stored):
            service.save_checkers(caller.office_id, caller.by, checkers)
            service.save_kinds(caller.office_id, caller.by, kinds)
        admin_pages.done(gettext("People and hours saved."))
        return url_for("manage_amenities.index")

    return admin_pages.submit(do, _page)


def _read(sent: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """{kind: columns}; ``InvalidInput`` names the field of each wrong cell."""
    wrong: dict[str, str] = {}
    kinds: dict[str, dict[str, Any]] = {}
    for code in KINDS:
        cells = {column: sent[f"{column}-{code}"] for column in KindForm.model_fields if sent.get(f"{column}-{code}")}
        try:
            kinds[code] = read(KindForm, cells).model_dump()
        except InvalidInput as problem:
            wrong |= {f"{column}-{code}": text for column, text in problem.fields.items()}
    if wrong:
        raise InvalidInput(wrong)
    return kinds


def _stored() -> FilledForm:
    found = objects.settings(db.session(), office_id())
    values: dict[str, Any] = {"checkers": sorted(found.checkers)}
    for code, one in found.kinds.items():
        values |= {f"hours-{code}": one.hours, f"person_id-{code}": one.person_id}
    return admin_pages.stored(values)


def _page(form: FilledForm) -> str:
    kinds = kind_choices()
    labels = {f"hours-{code}": gettext("Hours: %(kind)s", kind=name) for code, name in kinds}
    labels |= {f"person_id-{code}": gettext("Answers for: %(kind)s", kind=name) for code, name in kinds}
    return admin_pages.render(
        "amenities/people.html",
        form=form,
        labels={"checkers": gettext("Who makes the round"), **labels},
        kinds=kinds,
        colleagues=[(row.id, filters.named(row.names), row.role) for row in people()],
        people=person_choices(gettext("the supervisor")),
    )
