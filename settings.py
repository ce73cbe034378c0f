"""The settings of deskq, each explained once; docs/settings.md is printed from this table, config.py reads it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting: its environment name without DESKQ_, the default as text, and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("DATABASE_URL", "", "Where things are kept. Empty: SQLite in instance/deskq.sqlite."),
    Setting("REDIS_URL", "", "Wakes the other processes at once and shares rate limits. Empty: one process."),
    Setting("SECRET_KEY", "", "Signs cookies and tokens. Empty: made on the first run and kept in instance/."),
    Setting(
        "DATA_KEY",
        "",
        "Seals personal fields in the database, and is never in it. Several, with commas between: the first seals, all "
        "of them open (`flask rotate-data-key`). Empty: made on the first run and kept in instance/data_key.",
    ),
    Setting("BLIND_KEY", "", "Finds sealed fields again; never changed. Empty: made on first run, kept in instance/."),
    Setting("HOST", "127.0.0.1", "Address to listen on."),
    Setting("PORT", "8000", "Port to listen on."),
    Setting(
        "PUBLIC_URL", "", "Address of the office as phones see it; stands in the QR code. https makes cookies secure."
    ),
    Setting("LANGUAGE", "fa", "Language of pages and screens that asked for none: fa or en."),
    Setting("TIMEZONE", "Asia/Tehran", "Time zone of the office."),
    Setting("DEMO", "0", "1: a demo office: `flask seed` works, and devices on this machine are paired already."),
    Setting("DEV", "0", "1: for development: templates, styles and scripts are read anew, nothing is cached."),
    Setting("DEMO_PASSWORD", "", "Password of the demo people. Empty: random, printed once and kept in instance/."),
    Setting("RATE_LIMITS", "on", "off switches the limits off for benchmarks; only together with DESKQ_DEMO=1."),
    Setting(
        "TRUSTED_PROXIES", "0", "How many reverse proxies stand in front; their X-Forwarded-* headers are believed."
    ),
    Setting("METRICS", "local", "Who reads /metrics: local (this machine, or an integration token) or open (anyone)."),
    Setting(
        "PRINTER",
        "browser",
        "Where kiosks print: browser, network://HOST:9100, usb://VENDOR:PRODUCT, fake (demo only). ?width=576 (80 mm), "
        "512 or 384 (58 mm); ?confirm=no for printers that never tell when they are done; 7=... is for kiosk device 7.",
    ),
    Setting("PRINTER_MINUTES", "5", "A token that could not be printed for so many minutes is not printed any more."),
    Setting(
        "SMS_GATEWAY", "off", "Who carries text messages to visitors: off, console, kavenegar, smsir or melipayamak."
    ),
    Setting("SMS_KEY", "", "Key of the gateway (kavenegar, smsir)."),
    Setting("SMS_USER", "", "Name of the account at the gateway (melipayamak)."),
    Setting("SMS_PASSWORD", "", "Password of that account."),
    Setting("SMS_SENDER", "", "Number that messages come from; kavenegar takes the account's own when it is empty."),
    Setting("SMS_URL", "", "Another address of the gateway, for a relay or a trial. Empty: the gateway's own."),
    Setting(
        "SMS_INBOUND_KEY",
        "",
        "Secret at the end of the address /sms/in/... to which the gateway sends the texts of citizens; at least 32 "
        "random characters. Empty: texts are not taken.",
    ),
    Setting("SMS_RATING", "on", "off: no text message asks how the visit was. Only who left a number is asked, once."),
    Setting("SMS_LINKS", "off", "on: that message carries a link to the rating; many gateways ask a permit for links."),
    Setting(
        "SMS_REPLIES", "off", "on: texts that visitors answer reach this server, so that they may rate by one digit."
    ),
    Setting("RATING_BURST", "5", "More ratings than this from one address within ten minutes are counted apart."),
    Setting("SHARED_ADDRESSES", "", "Networks that many visitors share, as the lobby's 10.0.8.0/24: no burst there."),
    Setting(
        "STAFF_ADDRESSES", "", "Networks of the staff, whose ratings are counted apart; signed-in: desks at work too."
    ),
    Setting("SESSION_MINUTES", "60", "Minutes without a press after which a person must sign in again."),
    Setting(
        "VOICE_ENGINE", "espeak", "Who speaks the calls: espeak (espeak-ng), command (another program), none (nobody)."
    ),
    Setting(
        "VOICE_COMMAND",
        "",
        "With command: the program and its words; {language}, {speed} and {text} are filled in, "
        "without {text} it reads its standard input; it writes a sound to its standard output.",
    ),
    Setting("VOICE_RECORDINGS", "", "Folder of recordings that replace the engine clip by clip (docs/voice.md)."),
    Setting("VOICE_SPEED", "140", "Words a minute, 80 to 260."),
    Setting("VOICE_VOLUME", "100", "Loudness of bell and voice in the lobby, 0 to 100."),
    Setting("VOICE_REPEAT", "1", "How often each call is spoken, 1 to 3."),
    Setting("VOICE_QUIET", "", "Hours without bell and voice, such as 12:00-12:30, 21:00-07:00."),
    Setting("VOICE_CACHE_MB", "200", "Room on disk for clips; those not used for longest are thrown away."),
)
