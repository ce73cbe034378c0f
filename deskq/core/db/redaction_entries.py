"""Redaction entries: which rows of a journal may differ from the hash by which they stay in the chain."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


class Redactions:
    """The redaction entries of one office. Rows are asked in the order of the journal."""

    def __init__(self, entries: Iterable[tuple[int, str]]) -> None:
        """``entries`` are (sequence, body) in order."""
        self._entries: Mapping[int, dict[str, Any]] = {sequence: json.loads(body) for sequence, body in entries}
        #: {row: hash of what the latest redaction left of it}
        self._left = {facts["row"]: facts["left"] for facts in self._entries.values()}
        self._stored: dict[int, str] = {}

    def __len__(self) -> int:
        """How many rows a text was struck out of."""
        return len(self._left)

    def is_whole(self, sequence: int, stored: str, found: str) -> bool:
        """Whether a row is as it was written or as its latest redaction left it; ``found`` is the hash of its columns
        now. The old text put back is not whole."""
        if sequence in self._left:
            self._stored[sequence] = stored
        return found == str(self._left.get(sequence, stored))

    def is_right(self, sequence: int) -> bool:
        """Whether a row, if it is a redaction, names an earlier row by the hash that it has."""
        facts = self._entries.get(sequence)
        if facts is None:
            return True
        return bool(facts["row"] < sequence and self._stored.get(facts["row"]) == facts["hash"])
