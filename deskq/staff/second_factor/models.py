"""Tables of two-step sign-in: the secret of each person, their recovery codes, and the roles that need it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.staff.rules import ROLES


class SecondFactor(Model):
    """Two-step sign-in of a person that is on. ``last_step`` is the time step of the last code used, ``salt`` that of
    the recovery codes."""

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText("second_factor.secret"))
    last_step: Mapped[int] = mapped_column(BigInteger)
    salt: Mapped[str] = mapped_column(String(32))
    set_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class RecoveryCode(Model):
    """A recovery code that was not used yet, as an Argon2id hash with the salt of its person."""

    __tablename__ = "recovery_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class SecondFactorRole(Model):
    """A role that needs two-step sign-in in this office."""

    __tablename__ = "second_factor_role"
    __table_args__ = (CheckConstraint(f"role IN {ROLES!r}", name="role"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
