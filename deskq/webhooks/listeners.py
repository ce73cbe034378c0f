"""Puts what happens to applications into the outbox of each webhook, in the same transaction. Single imported
rows are not told: the other software has sent them itself."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select

from deskq.application_exchange.events import ImportCarriedOut
from deskq.applications.events import (
    ApplicationDocuments,
    ApplicationMoved,
    ApplicationOpened,
    ApplicationTakenBack,
)
from deskq.applications.queries import application as queries
from deskq.core.transactions import Transaction, in_transaction
from deskq.office import directory
from deskq.webhooks.models import Webhook, WebhookDelivery

#: Fields of events that say nothing to others.
LEFT_OUT = ("graph", "step", "took")
Told = ApplicationOpened | ApplicationMoved | ApplicationTakenBack | ApplicationDocuments


@in_transaction(ApplicationOpened)
def tell_of_opening(tx: Transaction, event: ApplicationOpened) -> None:
    _tell(tx, event)


@in_transaction(ApplicationMoved)
def tell_of_move(tx: Transaction, event: ApplicationMoved) -> None:
    _tell(tx, event)


@in_transaction(ApplicationTakenBack)
def tell_of_taking_back(tx: Transaction, event: ApplicationTakenBack) -> None:
    _tell(tx, event)


@in_transaction(ApplicationDocuments)
def tell_of_documents(tx: Transaction, event: ApplicationDocuments) -> None:
    _tell(tx, event)


def _tell(tx: Transaction, event: Told) -> None:
    found = queries.by_id(tx.session, tx.office_id, event.application)
    put(tx, event, {"code": found.code, "file_number": found.file_number} if found is not None else {})


@in_transaction(ImportCarriedOut)
def tell_of_import(tx: Transaction, event: ImportCarriedOut) -> None:
    put(tx, event, {})


def put(tx: Transaction, event: Any, more: dict[str, Any]) -> None:
    """A delivery for each webhook of the office; of a practice hall nothing is told."""
    if directory.is_practice(tx.session, tx.office_id):
        return
    ids = tx.session.scalars(select(Webhook.id).where(Webhook.office_id == tx.office_id)).all()
    if not ids:
        return
    data = {name: value for name, value in asdict(event).items() if name not in LEFT_OUT} | more
    body = written(event.kind, tx.at.isoformat(), data)
    rows = [delivery(tx, one, event.kind, body) for one in ids]
    tx.connection.execute(insert(WebhookDelivery), rows)


def written(kind: str, at: str, data: dict[str, Any]) -> str:
    return json.dumps({"type": kind, "timestamp": at, "data": data}, ensure_ascii=False, separators=(",", ":"))


def delivery(tx: Transaction, webhook_id: int, kind: str, body: str) -> dict[str, Any]:
    return {"office_id": tx.office_id, "webhook_id": webhook_id, "event": kind, "body": body, "state": "waiting",
            "made_at": tx.at, "next_at": tx.at, "attempts": 0}  # fmt: skip
