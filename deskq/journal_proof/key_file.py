"""instance/anchor_key: the private key of the next anchor, and how many anchors there must be. It is in no backup."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from deskq.journal_proof import chain
from deskq.ops import key_rotation

NAME = "anchor_key"


@dataclass(frozen=True, slots=True)
class AnchorKey:
    """``keys``: the private key of the next anchor; while one is written also the one after it. ``count``: anchors
    written. ``root``: the public key of the first."""

    keys: list[str]
    count: int
    root: str


def read(instance: Path) -> AnchorKey | None:
    """None if there is none yet. Raises ``ValueError`` if it is damaged."""
    try:
        text = (instance / NAME).read_text()
    except FileNotFoundError:
        return None
    try:
        found = json.loads(text)
        key = AnchorKey([str(key) for key in found["keys"]], int(found["count"]), str(found["root"]))
        if not [chain.public(one) for one in key.keys] or key.count < 0 or not bytes.fromhex(key.root):
            raise ValueError(NAME)
    except chain.NO_LINE as error:
        raise ValueError(NAME) from error
    return key


def write(instance: Path, key: AnchorKey) -> None:
    """Atomically; the old key is gone afterwards."""
    key_rotation.write_keys(instance / NAME, json.dumps(asdict(key)))
