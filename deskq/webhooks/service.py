"""Adds, pauses and removes webhooks; claims deliveries and keeps their results. No request is made inside."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.webhooks import listeners, queries, rules
from deskq.webhooks.events import WebhookChanged
from deskq.webhooks.models import Webhook, WebhookDelivery

BY = "webhooks"
MOST = 20
TOO_MANY = N_("There are twenty webhooks already. Please remove one first.")
#: Requests to one address at a time: one that never answers holds only its own deliveries up.
AT_ONCE, BATCH = 2, 20
TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery to be sent now by the process that claimed it."""

    id: int
    office_id: int
    attempt: int
    url: str
    secret: str
    body: str
    at: datetime


def add(office_id: int, by: str, url: str, networks: tuple[str, ...], secret: str) -> int:
    """The id of a new webhook; ``secret`` is never shown again."""
    if wrong := rules.wrong_url(url, networks):
        raise InvalidInput({"url": wrong})
    with transaction(office_id, by) as tx:
        if len(queries.webhooks(tx.session, office_id)) >= MOST:
            raise InvalidInput({"url": TOO_MANY})
        made = Webhook(office_id=office_id, url=url, secret=secret, by=by, made_at=tx.at)
        tx.session.add(made)
        tx.session.flush()
        tx.record(WebhookChanged(made.id, "added"))
        return made.id


def pause(office_id: int, by: str, webhook_id: int, *, paused: bool) -> None:
    """Nothing is sent until it is resumed. The same again changes nothing."""
    with transaction(office_id, by) as tx:
        found = _found(tx, webhook_id)
        if found.paused != paused:
            found.paused = paused
            tx.record(WebhookChanged(found.id, "paused" if paused else "resumed"))


def remove(office_id: int, by: str, webhook_id: int) -> None:
    with transaction(office_id, by) as tx:
        found = _found(tx, webhook_id)
        tx.session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == found.id))
        tx.session.delete(found)
        tx.record(WebhookChanged(webhook_id, "removed"))


def test(office_id: int, by: str, webhook_id: int) -> None:
    """Have a test delivery sent."""
    with transaction(office_id, by) as tx:
        found = _found(tx, webhook_id)
        body = listeners.written(TEST, tx.at.isoformat(), {"webhook": found.id})
        tx.connection.execute(insert(WebhookDelivery), [listeners.delivery(tx, found.id, TEST, body)])


def claim(office_id: int) -> list[Claimed]:
    """Deliveries to be sent now. One whose answer never came is sent again, with the same id."""
    with transaction(office_id, BY) as tx:
        found: list[Claimed] = []
        hooks = [one for one in queries.webhooks(tx.session, office_id) if not one.paused]
        due = {one.id: queries.due(tx.session, one, tx.at, AT_ONCE) for one in hooks}
        for hook in sorted((one for one in hooks if due[one.id]), key=lambda one: due[one.id][0].next_at):
            free = AT_ONCE - queries.running(tx.session, hook, tx.at)
            for one in due[hook.id][: max(0, min(free, BATCH - len(found)))]:
                one.state, one.attempts, one.next_at = "sending", one.attempts + 1, tx.at + rules.LEASE
                found.append(Claimed(one.id, office_id, one.attempts, hook.url, hook.secret, one.body, tx.at))
        return found


def store_result(claimed: Claimed, status: int | None, problem: str) -> None:
    """Keep the answer (any 2xx is one); otherwise it is tried again later, for a day."""
    with transaction(claimed.office_id, BY) as tx:
        one = tx.session.get(WebhookDelivery, claimed.id, populate_existing=True)
        if one is None or (one.state, one.attempts) != ("sending", claimed.attempt):
            return
        one.status, one.problem = status, problem
        again = tx.at + rules.retry_delay(one.attempts, random.random())  # noqa: S311  (spreads attempts)
        if status is not None and 200 <= status < 300:
            one.state, one.done_at = "sent", tx.at
        elif again > one.made_at + rules.GIVE_UP:
            one.state, one.done_at = "failed", tx.at
        else:
            one.state, one.next_at = "waiting", again


def _found(tx: Transaction, webhook_id: int) -> Webhook:
    found = queries.by_id(tx.session, tx.office_id, webhook_id)
    if found is None:
        raise NotFound
    return found
