"""What all lobby screens of an office show is drawn by the process that wrote the news, and published to the other
processes: they send that drawing to their own sockets instead of reading and drawing the board once more.

A process reads the journal itself in any case. It takes a drawing only if the hash of the last row that the other one
knew is that of its own journal, and if it has read nothing newer.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itsdangerous import BadSignature, Signer

from deskq.core.db.journal import Entry
from deskq.live.screen_types import State
from deskq.web.assets import static_version

NO_STATES: Mapping[str, State] = {}
ROOT = Path(__file__).parents[2]
#: Files that a drawing depends on, besides those under static/.
DRAWN_BY = (("deskq", "*.py"), ("deskq", "*.mo"), ("templates", "*"))


@cache
def release(root: Path = ROOT) -> str:
    """A hash of all code, templates, translations and static files: drawings of equal releases look alike."""
    found = hashlib.sha256(static_version().encode())
    for folder, pattern in DRAWN_BY:
        for path in sorted(path for path in (root / folder).rglob(pattern) if path.is_file()):
            found.update(path.relative_to(root).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class News:
    """The last row of an office that another process has sent, and its drawings, {room: state}."""

    sequence: int
    hash: str
    states: Mapping[str, State]


class SharedDrawings:
    """The payloads of wake-ups (``core/wakeup.py``), signed with ``secret_key``: others who can write to Redis cannot
    change what a screen shows. Those of another ``release`` are ignored, because its pages may need other markup."""

    def __init__(self, secret_key: str, release: str) -> None:
        self._signer = Signer(secret_key, salt=f"shared drawings {release}")
        self._received: dict[int, News] = {}

    def payload(self, last: Entry, states: Mapping[str, State]) -> bytes:
        """For the other processes: ``last`` is the last row that the ``states`` show."""
        news = {"office": last.office_id, "sequence": last.sequence, "hash": last.hash, "states": states}
        return self._signer.sign(json.dumps(news, ensure_ascii=False).encode())

    def receive(self, payload: bytes) -> int | None:
        """Keep the payload of another process. Returns its office; None if the signature is not that of this
        release."""
        try:
            news = json.loads(self._signer.unsign(payload))
        except BadSignature:
            return None
        office = int(news["office"])
        known = self._received.get(office)
        if known is None or news["sequence"] > known.sequence:
            self._received[office] = News(news["sequence"], news["hash"], news["states"])
        return office

    def is_beyond(self, office: int, sequence: int) -> bool:
        """Whether another process has published rows after this sequence."""
        news = self._received.get(office)
        return news is not None and news.sequence > sequence

    def offices(self, seen: Mapping[int, int]) -> list[int]:
        """Those with rows after ``seen``, {office: last sequence read}; not the ones that it does not know yet."""
        return [office for office in list(self._received) if office in seen and self.is_beyond(office, seen[office])]

    def take(self, office: int, rows: Sequence[Entry]) -> Mapping[str, State]:
        """The drawings that show at least these new rows of an office, {room: state}."""
        news = self._received.get(office)
        if news is None or news.sequence > rows[-1].sequence:
            return NO_STATES
        self._received.pop(office, None)
        if not any((row.sequence, row.hash) == (news.sequence, news.hash) for row in rows):
            return NO_STATES
        return {room: state for room, state in news.states.items() if state["version"] >= rows[-1].sequence}
