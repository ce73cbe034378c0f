"""Webhooks set up by machines: each sees and changes those that it has added itself."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from flask import current_app, request
from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api.endpoint import endpoint
from deskq.api.idempotency import request_key
from deskq.core import secrets
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.web.forms import Form
from deskq.webhooks import jobs, queries, rules, service
from deskq.webhooks.models import Webhook, WebhookDelivery

ACT, LIMIT = "webhooks.connect", "60 per minute"


class WebhookIn(Form):
    """``url``: begins with https:// or http://; a private network only where DESKQ_WEBHOOK_NETWORKS allows it."""

    url: Annotated[str, Field(max_length=300)]


class DeliveryOut(BaseModel):
    """``status``: of the last answer (HTTP); ``problem``: why there was none."""

    event: str
    state: Literal["waiting", "sending", "sent", "failed"]
    attempts: int
    made_at: datetime
    status: int | None
    problem: str


class WebhookOut(BaseModel):
    """``deliveries``: the last twenty, the newest first."""

    id: int
    url: str
    paused: bool
    added_at: datetime
    deliveries: list[DeliveryOut]


class NewWebhookOut(WebhookOut):
    """``secret``: signs deliveries. It is in this answer and in no other."""

    secret: str


class WebhookList(BaseModel):
    webhooks: list[WebhookOut]


@endpoint("GET", "/webhooks", act=ACT, answer=WebhookList, limit=LIMIT)
def list_webhooks(caller: Caller) -> WebhookList:
    """List the webhooks that this token has added, with their last deliveries."""
    return _all(caller)


@endpoint("POST", "/webhooks", act=ACT, body=WebhookIn, answer=NewWebhookOut, status=201, refusals=(InvalidInput,),
          limit=LIMIT)  # fmt: skip
def add_webhook(caller: Caller, form: WebhookIn) -> NewWebhookOut:
    """Add a webhook and get its secret."""
    given = request.headers.get("Idempotency-Key")
    key = request_key(caller, given) if given else None
    secret = rules.secret_from(secrets.for_request(str(current_app.config["SECRET_KEY"]), key))
    networks = current_app.config["WEBHOOK_NETWORKS"]
    made = service.add(caller.office_id, caller.by, form.url, networks, secret)
    return NewWebhookOut(secret=secret, **_out(_mine(caller, made)).model_dump())


@endpoint("DELETE", "/webhooks/<int:webhook_id>", act=ACT, answer=WebhookList, refusals=(NotFound,), limit=LIMIT)
def remove_webhook(caller: Caller, webhook_id: int) -> WebhookList:
    """Remove a webhook; what it has not been sent yet is dropped. The answer lists the others."""
    service.remove(caller.office_id, caller.by, _mine(caller, webhook_id).id)
    return _all(caller)


@endpoint("POST", "/webhooks/<int:webhook_id>/test", act=ACT, answer=WebhookOut, refusals=(NotFound,), limit=LIMIT)
def test_webhook(caller: Caller, webhook_id: int) -> WebhookOut:
    """Have a test delivery sent."""
    service.test(caller.office_id, caller.by, _mine(caller, webhook_id).id)
    jobs.wake.set()
    return _out(_mine(caller, webhook_id))


@endpoint("POST", "/webhooks/<int:webhook_id>/pause", act=ACT, answer=WebhookOut, refusals=(NotFound,), limit=LIMIT)
def pause_webhook(caller: Caller, webhook_id: int) -> WebhookOut:
    """Hold deliveries back until it is resumed."""
    return _paused(caller, webhook_id, paused=True)


@endpoint(
    "POST", "/webhooks/<int:webhook_id>/resumption", act=ACT, answer=WebhookOut, refusals=(NotFound,), limit=LIMIT
)
def resume_webhook(caller: Caller, webhook_id: int) -> WebhookOut:
    """Send what was held back, and go on."""
    made = _paused(caller, webhook_id, paused=False)
    jobs.wake.set()
    return made


def _all(caller: Caller) -> WebhookList:
    return WebhookList(webhooks=[_out(one) for one in queries.webhooks_by(db.session(), caller.office_id, caller.by)])


def _paused(caller: Caller, webhook_id: int, *, paused: bool) -> WebhookOut:
    service.pause(caller.office_id, caller.by, _mine(caller, webhook_id).id, paused=paused)
    return _out(_mine(caller, webhook_id))


def _mine(caller: Caller, webhook_id: int) -> Webhook:
    """``NotFound`` also for a webhook that somebody else has added."""
    found = queries.by_id(db.session(), caller.office_id, webhook_id)
    if found is None or found.by != caller.by:
        raise NotFound
    return found


def _out(one: Webhook) -> WebhookOut:
    return WebhookOut(
        id=one.id,
        url=one.url,
        paused=one.paused,
        added_at=one.made_at.astimezone(UTC),
        deliveries=[_delivery(each) for each in queries.last(db.session(), one.id)],
    )


def _delivery(one: WebhookDelivery) -> DeliveryOut:
    same = ("event", "state", "attempts", "status", "problem")
    return DeliveryOut(**{name: getattr(one, name) for name in same}, made_at=one.made_at.astimezone(UTC))
