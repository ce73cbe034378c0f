"""Whether rows of the journal are what was written, one after the other, and what redactions explain of them.

A row that is hashed as today is whole or not: striking out a text changes neither its hash nor any other part of it.
An older row that lost a text has another hash now. It is whole only if the redaction is from before the upgrade too, or
if all its texts are gone and everything else is what the upgrade sealed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from deskq.core import event_types, journal_texts
from deskq.core.db.events import EntryRedacted, RowsSealed
from deskq.core.db.row_hash import (
    BODY,
    KIND,
    NOT_WRITTEN,
    SEQUENCE,
    facts_digest,
    field_of,
    old_digest,
    stored_digest,
    struck_fields,
    texts,
)
from deskq.core.journal_texts import MARK

CHANGED = "changed"
WRONG_REDACTION = "a redaction of another text"
WRONG_SEAL = "a seal that no upgrade wrote"
OLDEST_FIRST = (("old", old_digest), ("new", stored_digest))
NEWEST_FIRST = OLDEST_FIRST[::-1]


@dataclass(slots=True)
class Redactions:
    """What redaction entries say of one row: its fields, and the hash that the latest left."""

    fields: set[str] = field(default_factory=set)
    left: str = ""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that redactions name. ``columns`` only if it was hashed with its texts, and lost one."""

    hash: str
    columns: Sequence[Any] | None


class RowCheck:
    """The rows of one office are asked in their order, each exactly once."""

    def __init__(self, entries: Iterable[str]) -> None:
        """``entries``: the bodies of all redaction entries, in their order."""
        self._redactions: dict[int, Redactions] = {}
        self._named: dict[int, NamedRow] = {}
        self._sealed: dict[int, tuple[str, Mapping[str, list[str]]]] = {}
        #: Whether a row was there that is hashed as today, besides those that seal; and whether the last one sealed.
        self._is_new = self._is_sealed = False
        for body in entries:
            self._read(body)

    def __len__(self) -> int:
        """How many rows a text was struck out of."""
        return len(self._redactions)

    def fault(self, previous: str, columns: Sequence[Any], stored: str) -> str:
        """What is wrong with a row; "" if it is whole. ``columns`` are those of ``HASHED``, ``stored`` is its hash."""
        try:
            form = self.form(previous, columns, stored)
        except NOT_WRITTEN:
            return CHANGED
        if not form:
            return CHANGED
        kind, is_old = columns[KIND], form == "old" and not (self._is_new or self._is_sealed)
        if kind == RowsSealed.kind:
            is_first = form == "new" and not (self._is_new or self._is_sealed)
            return "" if is_first and self._seal(columns[BODY]) else WRONG_SEAL
        if kind == EntryRedacted.kind and not self._is_right(columns, is_old):
            return WRONG_REDACTION
        self._is_new = self._is_new or form == "new"
        return ""

    def form(self, previous: str, columns: Sequence[Any], stored: str) -> str:
        """How a row is hashed, if it is as it was written or as a redaction left it: "new", or "old", with its texts;
        "" if it is neither."""
        redactions = self._redactions.get(columns[SEQUENCE])
        form = self._form_as_written(previous, columns, stored)
        named = NamedRow(stored, None)
        if redactions is None:
            return form if form == "old" or not _struck(columns[BODY]) else ""
        if form == "new" and _struck(columns[BODY]) != redactions.fields:
            return ""
        if form != "new":
            if form == "old" or old_digest(previous, columns) != redactions.left:
                return ""
            form, named = "old", NamedRow(stored, columns)
        self._named[columns[SEQUENCE]] = named
        return form

    def _form_as_written(self, previous: str, columns: Sequence[Any], stored: str) -> str:
        """An older deskq that was put back for a while goes on as it did before."""
        for form, digest in NEWEST_FIRST if self._is_new else OLDEST_FIRST:
            with suppress(*NOT_WRITTEN):
                if digest(previous, columns) == stored:
                    return form
        return ""

    def _is_right(self, columns: Sequence[Any], is_old: bool) -> bool:
        """Whether a redaction names an earlier row by the hash that it has, and explains what the row is now."""
        try:
            facts = json.loads(columns[BODY])
            named = self._named.get(facts["row"])
            if named is None or named.hash != facts["hash"] or facts["row"] >= columns[SEQUENCE]:
                return False
            if named.columns is None:
                return True
            if is_old:
                return _lost_only_texts(named.columns, facts["field"])
            return self._is_as_sealed(facts["row"], named.columns)
        except NOT_WRITTEN:
            return False

    def _is_as_sealed(self, row: int, columns: Sequence[Any]) -> bool:
        digest, fields_of = self._sealed.get(row, ("", {}))
        fields = fields_of.get(columns[KIND], ())
        left = texts(json.loads(columns[BODY]), fields).values()
        return bool(digest) and set(left) <= {MARK} and facts_digest(columns, fields) == digest

    def _seal(self, body: str) -> bool:
        """Keep what a seal says of the rows that redactions name; the first one that names a row is right."""
        try:
            facts = json.loads(body)
            for row, digest in facts["rows"]:
                if row in self._redactions:
                    self._sealed.setdefault(row, (str(digest), dict(facts["texts"])))
            self._is_sealed = not facts["more"]
        except NOT_WRITTEN:
            return False
        return True

    def _read(self, body: str) -> None:
        """What deskq did not write is found when it is asked for its row."""
        try:
            facts = json.loads(body)
            row, name, left = int(facts["row"]), str(facts["field"]), str(facts["left"])
        except NOT_WRITTEN:
            return
        redactions = self._redactions.setdefault(row, Redactions())
        redactions.fields.add(name)
        redactions.left = left


def _struck(body: str) -> set[str]:
    try:
        return struck_fields(body)
    except NOT_WRITTEN:
        return set()


def _lost_only_texts(columns: Sequence[Any], name: str) -> bool:
    """What can be said of a row that lost a text before the upgrade sealed it: that this field of it has free texts,
    and that one of them was struck out."""
    free = journal_texts.of(event_types.known().get(columns[KIND]))
    left = texts(json.loads(columns[BODY]), free)
    return any(field_of(place) == name and text == MARK for place, text in left.items())
