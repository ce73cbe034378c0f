"""The Flask configuration, made of the settings that ``deskq.core.settings.definitions`` explains."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
INSTANCE = Path(os.environ.get("DESKQ_INSTANCE", "").strip() or ROOT / "instance")


class BadSetting(SystemExit):
    """A setting that cannot be used; says which and why, and ends the start."""


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The Flask configuration made of the environment; ``BadSetting`` names the settings that are wrong."""
    from deskq.core.settings import reader  # here: pydantic takes a fifth of a second to import

    try:
        settings = reader.read(os.environ if environ is None else environ)
    except reader.InvalidSettings as wrong:
        raise BadSetting(str(wrong)) from None
    public = settings.PUBLIC_URL.rstrip("/") or f"http://{settings.HOST}:{settings.PORT}"
    return {
        **settings.model_dump(),
        "PUBLIC_URL": public,
        "SECRET_KEY": settings.SECRET_KEY or kept_secret("secret_key"),
        "DATA_KEY": settings.DATA_KEY or kept_secret("data_key"),
        "BLIND_KEY": settings.BLIND_KEY or kept_secret("blind_key"),
        "SQLALCHEMY_DATABASE_URI": settings.DATABASE_URL or _sqlite(),
        "SESSION_COOKIE_SECURE": public.startswith("https://"),
        "RATELIMIT_ENABLED": settings.RATE_LIMITS,
        "RATELIMIT_STORAGE_URI": f"shared+{settings.REDIS_URL}" if settings.REDIS_URL else "memory://",
    }


def _sqlite() -> str:
    try:
        INSTANCE.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(_unusable_folder(error)) from None
    return f"sqlite:///{(INSTANCE / 'deskq.sqlite').absolute()}"


def kept_secret(name: str, size: int = 32) -> str:
    """The secret in this file of instance/, made of ``size`` random bytes on the first run."""
    from deskq.core import secret_keys

    try:
        return secret_keys.kept(INSTANCE / name, size)
    except secret_keys.DamagedKeyFile as damaged:
        raise BadSetting(str(damaged)) from None
    except OSError as error:
        raise BadSetting(_unusable_folder(error)) from None


def _unusable_folder(error: OSError) -> str:
    reason = os.strerror(error.errno or 0).lower()
    return f"The folder {INSTANCE} cannot be used: {error.filename}: {reason}. DESKQ_INSTANCE names another."
