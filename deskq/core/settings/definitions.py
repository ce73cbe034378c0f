"""The settings of deskq, each with its type, default and explanation; docs/settings.md is a table of them."""

from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from deskq.core.settings.backup_definitions import BackupSettings
from deskq.core.settings.types import (
    DarkHours,
    DatabaseUrl,
    Folder,
    HttpUrl,
    Keys,
    Networks,
    NetworksOrSignedIn,
    OnOrOff,
    PublicUrl,
    QuietHours,
    RedisUrl,
    Secret,
    StrongKey,
    TimeZone,
    WholeNumber,
    ZeroOrOne,
)

PREFIX = "DESKQ_"


class Settings(BackupSettings):
    """An attribute X is the environment variable DESKQ_X."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        case_sensitive=True,
        validate_default=False,
        enable_decoding=False,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        frozen=True,
    )

    DATABASE_URL: DatabaseUrl = ""
    """The database: `postgresql://...` or `sqlite:///` and a file. Empty: SQLite in instance/deskq.sqlite."""

    REDIS_URL: RedisUrl = ""
    """Redis, which several processes need to wake each other at once and to share rate limits. Empty: one process."""

    SECRET_KEY: Secret = ""
    """Signs cookies and links. Empty: made on the first run and kept in instance/secret_key."""

    DATA_KEY: Keys = ""
    """Encrypts personal fields in the database, and is never in it. Several, separated by commas: the first encrypts,
    all of them decrypt (`flask rotate-data-key`). Empty: made on the first run and kept in instance/data_key."""

    BLIND_KEY: Secret = ""
    """Finds encrypted fields by their value; never changed. Empty: made on the first run and kept in
    instance/blind_key."""

    HOST: str = "127.0.0.1"
    """Address to listen on."""

    PORT: WholeNumber = Field(8000, ge=1, le=65535)
    """Port to listen on."""

    PUBLIC_URL: PublicUrl = ""
    """Address of the office as phones reach it; printed in the QR code. With https, cookies are sent by https only.
    Empty: HOST and PORT."""

    LANGUAGE: Literal["fa", "en"] = "fa"
    """Language of pages and screens that asked for none: fa or en."""

    TIMEZONE: TimeZone = "Asia/Tehran"
    """Time zone of the office."""

    DEMO: ZeroOrOne = False
    """1: a demo office: `flask seed` works, and devices on this machine are paired already."""

    LOG_FORMAT: Literal["text", "json"] = "text"
    """json: each line of the log is a JSON object, for programs that collect logs."""

    DEV: ZeroOrOne = False
    """1: for development: templates, styles and scripts are read anew, nothing is cached."""

    DEMO_PASSWORD: Secret = ""
    """Password of the demo users. Empty: random, printed once and kept in instance/demo_password."""

    RATE_LIMITS: OnOrOff = True
    """off: no rate limits, for benchmarks; only together with DESKQ_DEMO=1."""

    BACKGROUND_JOBS: OnOrOff = True
    """off: no background job runs, so nothing is sent, ended, backed up or deleted: for a copy that is tried out."""

    TRUSTED_PROXIES: WholeNumber = Field(0, ge=0, le=5)
    """Number of reverse proxies in front of deskq; their X-Forwarded-* headers are trusted. 0 to 5."""

    UPLOAD_MB_PER_HOUR: WholeNumber = Field(150, ge=1, le=100_000)
    """Megabytes of photos that one address (or person who is signed in) may store in an hour, 1 to 100000; a photo has
    about 0.3."""

    UPLOAD_MB_PER_HOUR_IN_ALL: WholeNumber = Field(1500, ge=1, le=1_000_000)
    """The same for all addresses together, 1 to 1000000."""

    UPLOAD_RESERVE_MB: WholeNumber = Field(500, ge=0, le=1_000_000)
    """Megabytes of the disk that are left to the queue: with less, photos and other files are refused. 0 to 1000000."""

    DISK_LEAST_MB: WholeNumber = Field(100, ge=0, le=1_000_000)
    """Megabytes below which /readyz says that the disk is almost full, 0 to 1000000."""

    ANCHOR_FOLDER: Folder = ""
    """Folder of the journal's daily anchors, on another disk or machine (docs/operations.md). Empty: instance/."""

    SCAN_FOLDER: Folder = ""
    """Folder with one folder for each counter (its number) into which the scanner of that counter writes
    (docs/devices.md). Empty: no scanners."""

    WEBHOOK_NETWORKS: Networks = ()
    """Private networks to which webhooks may send, such as 10.0.8.0/24. Empty: public addresses only."""

    METRICS: Literal["local", "open"] = "local"
    """Who reads /metrics: local (this machine, or an API token with the role integration) or open (anyone)."""

    PRINTER: str = "browser"
    """Where kiosks print: browser, network://HOST:9100, usb://VENDOR:PRODUCT, fake (demo only). ?width=576 (80 mm), 512
    or 384 (58 mm); ?confirm=no for printers that never tell when they are done; 7=... is for kiosk device 7."""

    PRINTER_MINUTES: WholeNumber = Field(5, ge=1, le=60)
    """Minutes after which a ticket that could not be printed is not printed any more, 1 to 60."""

    SMS_GATEWAY: Literal["off", "console", "kavenegar", "smsir", "melipayamak"] = "off"
    """Who carries SMS to visitors: off, console, kavenegar, smsir or melipayamak."""

    SMS_KEY: Secret = ""
    """Key of the gateway (kavenegar, smsir)."""

    SMS_USER: str = ""
    """Name of the account at the gateway (melipayamak)."""

    SMS_PASSWORD: Secret = ""
    """Password of that account."""

    SMS_SENDER: str = ""
    """Number that SMS come from; kavenegar uses the account's own if it is empty."""

    SMS_URL: HttpUrl = ""
    """Another address of the gateway, for a relay or a trial. Empty: the gateway's own."""

    SMS_INBOUND_KEY: StrongKey = ""
    """Secret at the end of the address /sms/in/... to which the gateway sends the SMS of citizens; at least 32 random
    characters. Empty: inbound SMS are not accepted."""

    SMS_RATING: OnOrOff = True
    """off: no SMS asks how the visit was. Only visitors who left a number are asked, once."""

    SMS_LINKS: OnOrOff = False
    """on: that SMS contains a link to the rating, and SMS about applications a link to their tracking page; many
    gateways require a permit for links."""

    SMS_REPLIES: OnOrOff = False
    """on: replies to SMS reach this server, so that visitors may rate with one digit."""

    SMTP_HOST: str = ""
    """Server that carries e-mail to staff: links to saved reports, and their PDF files where the office allows it.
    Empty: no e-mail."""

    SMTP_PORT: WholeNumber = Field(587, ge=1, le=65535)
    """Its port."""

    SMTP_SECURITY: Literal["starttls", "tls", "none"] = "starttls"
    """starttls (usually port 587), tls (465), or none (25, for a server on this machine)."""

    SMTP_USER: str = ""
    """Name of the account at that server. Empty: none is needed."""

    SMTP_PASSWORD: Secret = ""
    """Password of that account."""

    SMTP_FROM: str = ""
    """Address that e-mail comes from, for example desk@example.ir."""

    RATING_BURST: WholeNumber = Field(5, ge=1, le=1000)
    """More ratings than this from one address within ten minutes are excluded, 1 to 1000."""

    SHARED_ADDRESSES: Networks = ()
    """Networks that many visitors share, such as the lobby's 10.0.8.0/24: bursts from there are not excluded."""

    STAFF_ADDRESSES: NetworksOrSignedIn = ()
    """Networks of the staff, whose ratings are excluded; signed-in: also the addresses of counters at work."""

    WEBSOCKET_FRAMES: Literal["shared", "library"] = "shared"
    """shared: what many live screens receive is framed once for all of them. library: the libraries frame it for each
    screen anew, which is slower, to find out whose a fault is."""

    SESSION_MINUTES: WholeNumber = Field(60, ge=1, le=24 * 60)
    """Minutes without activity after which a person must sign in again, 1 to 1440."""

    VOICE_ENGINE: Literal["espeak", "command", "none"] = "espeak"
    """Who speaks the calls: espeak (espeak-ng), command (another program), none (nobody)."""

    VOICE_COMMAND: str = ""
    """With command: the program and its arguments; {language}, {speed} and {text} are filled in, without {text} it
    reads its standard input; it writes a sound to its standard output."""

    VOICE_RECORDINGS: str = ""
    """Folder of recordings that replace the engine clip by clip (docs/voice.md)."""

    VOICE_SPEED: WholeNumber = Field(140, ge=80, le=260)
    """Words a minute, 80 to 260."""

    VOICE_VOLUME: WholeNumber = Field(100, ge=0, le=100)
    """Loudness of chime and voice in the lobby, 0 to 100."""

    VOICE_REPEAT: WholeNumber = Field(1, ge=1, le=3)
    """How often each call is spoken, 1 to 3."""

    VOICE_QUIET: QuietHours = ""
    """Hours without chime and voice, such as 12:00-12:30, 21:00-07:00."""

    KIOSK_DARK: DarkHours = ""
    """Hours in which the kiosk is dark, such as 17:00-07:00, or `always`: for a dark hall. High contrast, which a
    visitor may choose, takes precedence."""

    VOICE_CACHE_MB: WholeNumber = Field(200, ge=10, le=100_000)
    """Megabytes on disk for clips, 10 to 100000; those not used for longest are deleted."""

    @field_validator("*", mode="before")
    @classmethod
    def strip(cls, text: str) -> str:
        return text.strip()
