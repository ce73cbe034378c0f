"""A table with an encrypted column, and applications that have other keys."""

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, String, Table, Text, insert, select, type_coerce

from deskq.core.db import field_encryption
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import db

FIRST = "the first key of these tests 0123456789 abcdef"
SECOND = "another key for what comes later 9876543210"
BLIND = "a key for blind indexes of these tests 246810"
PHONE = "09121234567"


@pytest.fixture
def notes():
    """A table of the kind that features declare; gone again after the test."""
    table = Table(
        "sealed_note",
        db.metadata,
        Column("id", Integer, primary_key=True),
        Column("phone", EncryptedText("sealed_note.phone")),
        Column("name", EncryptedText("sealed_note.name"), default=""),
        Column("phone_key", String(64), index=True, default=""),
    )
    yield table
    db.metadata.remove(table)


@pytest.fixture
def sealed(app: Flask, notes: Table) -> Table:
    """The table, made, in an office whose key is FIRST."""
    use(FIRST)
    notes.create(db.engine)
    return notes


def use(keys: str) -> None:
    field_encryption.use_keys(keys, BLIND)


def write(table: Table, *phones: str) -> None:
    with db.engine.begin() as connection:
        for phone in phones:
            connection.execute(
                insert(table).values(phone=phone, phone_key=field_encryption.blind(phone, "sealed_note.phone"))
            )


def read(table: Table) -> list[str]:
    with db.engine.connect() as connection:
        return list(connection.scalars(select(table.c.phone).order_by(table.c.id)))


def raw(table: Table) -> list[str]:
    """As it lies in the database."""
    with db.engine.connect() as connection:
        return list(connection.scalars(select(type_coerce(table.c.phone, Text)).order_by(table.c.id)))
