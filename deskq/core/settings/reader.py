"""Reads the settings from environment variables and checks what they must be together."""

import shlex
from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import EnvSettingsSource

from deskq.core import secret_keys
from deskq.core.settings.definitions import PREFIX, Settings

#: What each SMS gateway cannot do without.
SMS_NEEDS: dict[str, tuple[str, ...]] = {
    "kavenegar": ("SMS_KEY",),
    "smsir": ("SMS_KEY", "SMS_SENDER"),
    "melipayamak": ("SMS_USER", "SMS_PASSWORD", "SMS_SENDER"),
}


class InvalidSettings(ValueError):
    """Settings that cannot be used: a sentence about each, with the name of its variable and without secrets."""


def read(environ: Mapping[str, str]) -> Settings:
    """The settings in these variables alone: no ``.env`` file, no folder of secrets."""
    variables = EnvSettingsSource(Settings)
    variables.env_vars = environ
    try:
        settings = Settings(_build_sources=((variables,), {}))
    except ValidationError as error:
        problems = [_sentence(problem, environ) for problem in error.errors(include_url=False)]
    else:
        checks = (_limits, _backups, _sms, _smtp, _voice, _keys)
        problems = [problem for check in checks for problem in check(settings)]
        if not problems:
            return settings
    raise InvalidSettings("\n".join(problems))


def _sentence(problem: ErrorDetails, environ: Mapping[str, str]) -> str:
    name = str(problem["loc"][0])
    if problem["type"] == "value_error":
        return f"{PREFIX}{name} {problem['ctx']['error']}"
    allowed = Settings.model_json_schema()["properties"][name]
    if "enum" in allowed:
        rule = f"one of {', '.join(allowed['enum'])}"
    else:
        rule = f"a whole number from {allowed['minimum']} to {allowed['maximum']}"
    return f"{PREFIX}{name} is {environ[PREFIX + name].strip()!r}; it must be {rule}."


def _limits(settings: Settings) -> Iterator[str]:
    if not (settings.RATE_LIMITS or settings.DEMO):
        yield f"{PREFIX}RATE_LIMITS=off is only for benchmarks on a demo office ({PREFIX}DEMO=1)."


def _backups(settings: Settings) -> Iterator[str]:
    if settings.BACKUP_S3 and settings.BACKUP_FOLDER:
        yield f"{PREFIX}BACKUP_FOLDER and {PREFIX}BACKUP_S3 are both set; backups go to one place. Remove one."
    if settings.BACKUP_S3 and not (settings.BACKUP_S3_KEY and settings.BACKUP_S3_SECRET):
        yield f"{PREFIX}BACKUP_S3 needs {PREFIX}BACKUP_S3_KEY and {PREFIX}BACKUP_S3_SECRET."


def _sms(settings: Settings) -> Iterator[str]:
    """Checked at the start: otherwise the first SMS to a visitor would fail."""
    gateway = settings.SMS_GATEWAY
    lacking = [name for name in SMS_NEEDS.get(gateway, ()) if not getattr(settings, name)]
    yield from (f"{PREFIX}{name} is empty; {PREFIX}SMS_GATEWAY={gateway} needs it." for name in lacking)
    if gateway == "smsir" and settings.SMS_SENDER and not settings.SMS_SENDER.isdecimal():
        yield f"{PREFIX}SMS_SENDER must be the line's number, digits only."


def _smtp(settings: Settings) -> Iterator[str]:
    if settings.SMTP_HOST and "@" not in settings.SMTP_FROM:
        yield f"{PREFIX}SMTP_FROM must be an e-mail address; {PREFIX}SMTP_HOST needs it."
    if bool(settings.SMTP_USER) != bool(settings.SMTP_PASSWORD):
        yield f"{PREFIX}SMTP_USER and {PREFIX}SMTP_PASSWORD belong together."


def _voice(settings: Settings) -> Iterator[str]:
    if settings.VOICE_ENGINE == "command" and not _words(settings.VOICE_COMMAND):
        yield f"{PREFIX}VOICE_ENGINE=command needs {PREFIX}VOICE_COMMAND, with its quotes closed."


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []


def _keys(settings: Settings) -> Iterator[str]:
    """Those of a demo office may be weak."""
    given = {
        "SECRET_KEY": [settings.SECRET_KEY],
        "DATA_KEY": settings.DATA_KEY.split(","),
        "BLIND_KEY": [settings.BLIND_KEY],
    }
    for name, keys in given.items() if not settings.DEMO else ():
        for key in filter(None, keys):
            try:
                secret_keys.check(key)
            except secret_keys.WeakKey as weak:
                yield f"{PREFIX}{name} {weak}"
                break
