"""What somebody does who owns the database: no key of another table stops them, where the database lets them."""

import sqlite3
from contextlib import closing

from sqlalchemy import text

from deskq.core.extensions import db


def by_sql(statement: str, **values: object) -> None:
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as connection:
            connection.execute(statement, values)
        return
    with db.engine.begin() as connection:
        connection.execute(text(statement), values)
