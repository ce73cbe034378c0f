"""The Flask extensions: created here, bound to the app in create_app."""

from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_compress import Compress
from flask_limiter import Limiter
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from deskq.core import (
    client_address,
    rate_limit_storage,  # noqa: F401  (registers the storage class named in config.py)
)
from deskq.core.db import session

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"class_": session.Session, **session.OPTIONS})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

socketio = SocketIO()
babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(client_address.network, headers_enabled=True, strategy="fixed-window")
compress = Compress()
