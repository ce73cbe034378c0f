"""The signed address of an appointment: opens its page like its secret, of which only a hash is stored. In its SMS, and
after somebody has found it again by number and code."""

from itsdangerous import BadSignature, URLSafeSerializer

SALT = "appointment"


def dumps(secret_key: str, appointment_id: int) -> str:
    return str(URLSafeSerializer(secret_key, salt=SALT).dumps(appointment_id))


def loads(secret_key: str, signed: str) -> int | None:
    """The id, or None for anything that was not signed here."""
    try:
        found = URLSafeSerializer(secret_key, salt=SALT).loads(signed)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None
