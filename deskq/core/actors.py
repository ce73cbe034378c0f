"""Who acts, as the journal names them in ``by``: "person:3", "device:7", "token:5", or one word without a number."""

#: Somebody at the desk or on their own phone; somebody who sent a message or filed an application; this server itself.
VISITOR, CITIZEN, SYSTEM = "visitor", "citizen", "keeper"
CONSOLE = "console"  #: a command on the server
#: Somebody of the staff, a paired device, and a machine with an API token; each with the id of its row.
PERSON, DEVICE, TOKEN = "person", "device", "token"


def person(person_id: int) -> str:
    return f"{PERSON}:{person_id}"


def device(device_id: int) -> str:
    return f"{DEVICE}:{device_id}"


def token(token_id: int) -> str:
    return f"{TOKEN}:{token_id}"


def kind(by: str) -> str:
    """What is before the id: "person" of "person:3", "visitor" of "visitor"."""
    return by.partition(":")[0]


def person_id(by: str) -> int | None:
    """The id of a person of the staff; None for everybody else."""
    return _id(by, PERSON)


def device_id(by: str) -> int | None:
    """The id of a paired device; None for everybody else."""
    return _id(by, DEVICE)


def _id(by: str, wanted: str) -> int | None:
    found, _, number = by.partition(":")
    return int(number) if found == wanted else None
