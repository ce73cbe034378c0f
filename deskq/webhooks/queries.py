"""Webhooks, their last deliveries, and what is due."""

from datetime import datetime

from sqlalchemy import ColumnElement, TextClause, func, select
from sqlalchemy.orm import Session

from deskq.webhooks.models import UNDONE, Webhook, WebhookDelivery

LAST = 20


def webhooks(session: Session, office_id: int) -> list[Webhook]:
    return list(session.scalars(select(Webhook).where(Webhook.office_id == office_id).order_by(Webhook.id)))


def webhooks_by(session: Session, office_id: int, by: str) -> list[Webhook]:
    """The webhooks that this machine or person has added."""
    return [one for one in webhooks(session, office_id) if one.by == by]


def by_id(session: Session, office_id: int, webhook_id: int) -> Webhook | None:
    wanted = select(Webhook).where(Webhook.office_id == office_id, Webhook.id == webhook_id)
    return session.scalars(wanted).one_or_none()


def last(session: Session, webhook_id: int) -> list[WebhookDelivery]:
    """The last deliveries of a webhook, the newest first."""
    wanted = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    return list(session.scalars(wanted.order_by(WebhookDelivery.id.desc()).limit(LAST)))


def due(session: Session, hook: Webhook, now: datetime, most: int) -> list[WebhookDelivery]:
    """What is to be sent to one address now, the oldest first."""
    wanted = select(WebhookDelivery).where(*_undone(hook), WebhookDelivery.next_at <= now)
    return list(session.scalars(wanted.order_by(WebhookDelivery.next_at, WebhookDelivery.id).limit(most)))


def running(session: Session, hook: Webhook, now: datetime) -> int:
    """How many requests to one address wait for their answer."""
    wanted = select(func.count()).where(*_undone(hook), WebhookDelivery.next_at > now)
    return session.scalar(wanted.where(WebhookDelivery.state == "sending")) or 0


def _undone(hook: Webhook) -> tuple[ColumnElement[bool] | TextClause, ...]:
    """The office is named for the index of what is undone."""
    return WebhookDelivery.office_id == hook.office_id, WebhookDelivery.webhook_id == hook.id, UNDONE


def offices_with_due(session: Session, now: datetime) -> list[int]:
    """Offices that have something to be sent, or something whose answer never came."""
    wanted = select(WebhookDelivery.office_id).join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
    due = wanted.where(UNDONE, WebhookDelivery.next_at <= now, Webhook.paused.is_(False))
    return list(session.scalars(due.distinct()))
