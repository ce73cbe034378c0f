"""The page of one kind of alert: its channels, threshold, quiet hours and repeat interval."""

from dataclasses import asdict

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.alerts import rules, words
from deskq.alerts.forms import KindForm
from deskq.alerts.queries import stored
from deskq.alerts.rules import Settings
from deskq.alerts.service import settings as settings_service
from deskq.alerts.views.index import ACT, blueprint
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.web.forms import read_page


@blueprint.get("/kinds/<kind>")
def edit(kind: str) -> str:
    return _page(kind, None)


@blueprint.post("/kinds/<kind>")
def save(kind: str) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    _settings(caller, kind)

    def do() -> str:
        form = read_page(KindForm, request.form)
        new = Settings(**form.model_dump())
        _check_limit(kind, new.limit)
        with admin_pages.editing(caller, lambda: _stored(_settings(caller, kind))):
            settings_service.save(caller.office_id, caller.by, kind, new)
        admin_pages.done(gettext("“%(name)s” saved.", name=words.title(kind)))
        return url_for("manage_alerts.index")

    return admin_pages.submit(do, lambda form: _page(kind, form))


def _check_limit(kind: str, limit: int | None) -> None:
    if kind not in rules.LIMITS:
        if limit is not None:
            raise InvalidInput({"limit": N_("This field does not exist.")})
        return
    least, most = rules.LIMITS[kind]
    if limit is None:
        raise InvalidInput({"limit": N_("Please fill in this field.")})
    if limit < least:
        raise InvalidInput({"limit": N_("This number is too small.")})
    if limit > most:
        raise InvalidInput({"limit": N_("This number is too large.")})


def _settings(caller: Caller, kind: str) -> Settings:
    found = stored.settings(db.session(), caller.office_id).get(kind)
    if found is None:
        raise NotFound
    return found


def _stored(settings: Settings) -> FilledForm:
    values = asdict(settings)
    for name in ("quiet_from", "quiet_until"):
        values[name] = f"{values[name] // 60}:{values[name] % 60:02d}"
    return admin_pages.stored(values)


def _page(kind: str, form: FilledForm | None) -> str:
    caller = identity.require(ACT)
    settings = _settings(caller, kind)
    return admin_pages.render(
        "manage/alerts/kind.html",
        kind=kind,
        title=words.title(kind),
        limits=rules.LIMITS.get(kind),
        measure={rules.PEOPLE: "people", rules.ACT_DUE: "days"}.get(kind, "minutes"),
        form=form or _stored(settings),
    )
