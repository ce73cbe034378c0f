"""Tables of staff, their leave, failed sign-ins, and the browsers they signed in with."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.staff.rules import ROLES


class Person(Model):
    """A member of staff. ``epoch`` is stored in each session; increasing it ends them all."""

    __table_args__ = (
        UniqueConstraint("sign_in_key"),
        Index("ix_person_principal", "principal_id", "office_id", unique=True),
        CheckConstraint(f"role IN {ROLES!r}", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: The same person's first account in another office: its password and second factor open this one too.
    principal_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sign_in_name: Mapped[str] = mapped_column(String(60))
    #: The normalized sign-in name, for searches: any spelling of ی, ک and digits, any case.
    sign_in_key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    #: For English pages; empty: they show ``name``.
    name_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    role: Mapped[str] = mapped_column(String(20))
    #: The person's unit; messages of a unit are visible to its staff.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    epoch: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    #: Wrong passwords from places where this person has not signed in; below zero after an unlock.
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)

    @property
    def login_id(self) -> int:
        """The account that signs in."""
        return self.principal_id or self.id

    @property
    def names(self) -> Name:
        """The name on pages of either language."""
        return Name(self.name, self.name_en)


class Leave(Model):
    """Leave of a person with a substitute (R8); first and last day are included."""

    __table_args__ = (
        CheckConstraint("first_day <= last_day AND person_id <> substitute_id", name="days"),
        Index("ix_leave_substitute", "substitute_id", "last_day"),
        Index("ix_leave_person", "person_id", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]


class UnknownLogin(Model):
    """Wrong passwords for an unknown sign-in name; the name itself is not stored (see sign_in_locks.py)."""

    __tablename__ = "stranger"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    tried_at: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)


class SignInFailure(Model):
    """Wrong passwords for one name, known or not, from one place: a network address or a known browser. Neither name
    nor place is stored, only their keyed hashes (see sign_in_locks.py)."""

    __tablename__ = "sign_in_failure"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    tried_at: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)


class KnownBrowser(Model):
    """A browser in which this person has signed in. ``browser`` is the hash of the secret in its cookie."""

    __tablename__ = "known_browser"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    browser: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)
