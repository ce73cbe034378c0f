"""Admin page of webhooks: add, test, pause, remove; the last deliveries."""

from typing import Annotated

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext
from pydantic import Field

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.sent_forms import once
from deskq.web.forms import REQUEST_KEY, Form, read_page
from deskq.webhooks import jobs, queries, rules, service

blueprint = Blueprint("manage_webhooks", __name__, url_prefix="/manage/webhooks")
ACT = "webhooks.manage"
STATE_NAMES = {
    "waiting": Name("منتظر", "Waiting"),
    "sending": Name("در حال فرستادن", "Being sent"),
    "sent": Name("رسید", "Arrived"),
    "failed": Name("نرسید", "Given up"),
}
PROBLEM_NAMES = {
    "forbidden": Name("نشانی در شبکه‌ای است که مجاز نیست", "The address lies in a network that is not allowed"),
    "unreachable": Name("در دسترس نیست", "Not reachable"),
    "timeout": Name("پاسخی نیامد", "No answer in time"),
    "broken": Name("ارتباط قطع شد", "The connection broke"),
}


class WebhookForm(Form):
    url: Annotated[str, Field(max_length=300)]


@blueprint.get("")
def index() -> str:
    return _page(FilledForm())


def _page(form: FilledForm, secret: str = "") -> str:
    caller = identity.require(ACT)
    found = queries.webhooks(db.session(), caller.office_id)
    return admin_pages.render(
        "webhooks/index.html", form=form, secret=secret, states=STATE_NAMES, problems=PROBLEM_NAMES,
        webhooks=[(one, queries.last(db.session(), one.id)) for one in found],
    )  # fmt: skip


@blueprint.post("")
def create() -> PageResponse:
    """The answer is the page itself, with the secret: it is shown once."""
    caller = identity.require(ACT)

    def do() -> str:
        url = read_page(WebhookForm, request.form).url
        secret, networks = _secret(caller), current_app.config["WEBHOOK_NETWORKS"]
        once(caller, lambda: str(service.add(caller.office_id, caller.by, url, networks, secret)))
        return _page(FilledForm(), secret)

    return admin_pages.submit_for_page(do, _page)


def _secret(caller: Caller) -> str:
    """Derived from the key of the form, so that the form sent again gets the same one."""
    key = request.form.get(REQUEST_KEY)
    seed = f"webhook {caller.by} {key}" if key else None
    return rules.secret_from(secrets.for_request(str(current_app.config["SECRET_KEY"]), seed))


@blueprint.post("/<int:webhook_id>/test")
def test(webhook_id: int) -> PageResponse:
    return _act(lambda office, by: service.test(office, by, webhook_id), gettext("A test is on its way."))


@blueprint.post("/<int:webhook_id>/pause")
def pause(webhook_id: int) -> PageResponse:
    return _act(lambda office, by: service.pause(office, by, webhook_id, paused=True), gettext("Webhook paused."))


@blueprint.post("/<int:webhook_id>/resumption")
def resume(webhook_id: int) -> PageResponse:
    return _act(lambda office, by: service.pause(office, by, webhook_id, paused=False), gettext("Webhook resumed."))


@blueprint.post("/<int:webhook_id>/removal")
def remove(webhook_id: int) -> PageResponse:
    return _act(lambda office, by: service.remove(office, by, webhook_id), gettext("Webhook removed."))


def _act(action, said: str) -> PageResponse:  # type: ignore[no-untyped-def]
    caller = identity.require(ACT)

    def do() -> str:
        action(caller.office_id, caller.by)
        jobs.wake.set()
        admin_pages.done(said)
        return url_for("manage_webhooks.index")

    return admin_pages.submit(do, _page)
