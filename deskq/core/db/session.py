"""The session of the ORM. In a batch of actions it uses their shared connection from its first statement on."""

from typing import Any

from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Engine

SHARED = "deskq_connection"  #: key of ``Session.info``
#: On a shared connection the session has a savepoint of its own, so that its commit and rollback end nothing else.
OPTIONS: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "create_savepoint"}


class Session(FlaskSession):
    def get_bind(self, *arguments: Any, **named: Any) -> Engine | Connection:
        shared: Connection | None = self.info.get(SHARED)
        return super().get_bind(*arguments, **named) if shared is None else shared
