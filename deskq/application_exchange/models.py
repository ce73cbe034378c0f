"""Imports with their progress, saved layouts of tables, property files, and numbers of applications elsewhere."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.application_exchange.rules.fields import KINDS
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model

BIG = BigInteger().with_variant(Integer(), "sqlite")
#: Being read; its columns to be chosen; being checked; its report to be read; being carried out; over in three ways.
STATES = ("reading", "columns", "checking", "checked", "running", "done", "cancelled", "failed")
#: States in which a job works on it.
WORKING = ("reading", "checking", "running")
ENDED = ("done", "cancelled", "failed")


class ApplicationImport(Model):
    """One table that is imported. ``done`` of ``total``: what the present state has gone through; of ``running`` it is
    written in the same commit as what it counts, so a server that stops goes on where it was."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        CheckConstraint(f"kind IN {KINDS!r}", name="kind"),
        Index("ix_application_import_office", "office_id", "id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default="reading")
    #: Of the uploaded file; ``token`` begins the names of its files in instance/imports.
    name: Mapped[str] = mapped_column(String(120))
    token: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(40))
    #: Whether a command carries it out, and not the job.
    command: Mapped[bool] = mapped_column(default=False)
    #: JSON: a list of texts; rules/fields.py.
    headers: Mapped[str] = mapped_column(Text, default="[]")
    layout: Mapped[str] = mapped_column(Text, default="")
    rows: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    made: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    #: Rows.
    refused: Mapped[int] = mapped_column(default=0)
    #: Why it failed (msgid).
    problem: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class ImportLayout(Model):
    """The columns as they were chosen for a table with these headers."""

    __table_args__ = (UniqueConstraint("office_id", "kind", "headers"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(String(12))
    #: SHA-256 of them.
    headers: Mapped[str] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(Text)


class ImportedApplication(Model):
    """The number that an application has in the other software."""

    __table_args__ = (UniqueConstraint("office_id", "key"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    key: Mapped[str] = mapped_column(String(60))


class PropertyFile(Model):
    """A parcel's file (پرونده) in the other software."""

    __table_args__ = (UniqueConstraint("office_id", "number"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    number: Mapped[str] = mapped_column(String(40))
    parcel_code: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200), default="")
