"""How a row of the journal is hashed: its facts, and of each free text only a salted digest.

So a text can be struck out and nothing else can change: the hash of the row stays what it was. The salt of a text goes
with it, and its digest takes the place of the salt. Rows of before migration 0146 were hashed with their texts
(ADR 0241).
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from deskq.core.journal_texts import MARK, SALT, STRUCK

#: What is hashed of a row besides the hash before it, in this order.
HASHED = ("office_id", "sequence", "press", "at", "kind", "by", "ticket_id", "counter_id", "body")
SEQUENCE, KIND, BODY = HASHED.index("sequence"), HASHED.index("kind"), HASHED.index("body")
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
#: A body has texts if one of these stands in it; in a text the quotation marks would be escaped.
WITH_TEXTS = (f'"{SALT}":{{', f'"{STRUCK}":{{')
#: What a body raises that deskq did not write.
NOT_WRITTEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError)


def body_text(facts: Any) -> str:
    """Facts as they are stored and hashed."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def texts(facts: Mapping[str, Any], fields: Collection[str]) -> dict[str, str]:
    """{place: text} of the fields that hold free texts: ``why``, or a side of a change, ``changes.name_fa.1``."""
    return {place: text for name in fields for place, text in _texts_of(name, facts.get(name))}


def _texts_of(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for column, sides in value.items():
            yield from ((f"{name}.{column}.{side}", one) for side, one in enumerate(sides) if isinstance(one, str))


def field_of(place: str) -> str:
    """The field as redactions name it, which of a change is both sides: ``why``, ``changes.name_fa``."""
    return place.rpartition(".")[0] or place


def salted(facts: dict[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """The facts, with a salt of its own for each free text."""
    salts = {place: secrets.token_hex(16) for place in texts(facts, fields)}
    return {**facts, SALT: salts} if salts else facts


def strike(facts: dict[str, Any], places: Iterable[str]) -> None:
    """Put the mark in place of these texts, and their digests in place of the salts."""
    salts, struck = facts[SALT], facts.setdefault(STRUCK, {})
    for place in places:
        struck[place] = _digest_of_text(salts.pop(place), place, _text_at(facts, place))
        put(facts, place, MARK)
    for name in (SALT, STRUCK):
        if not facts[name]:
            del facts[name]


def struck_fields(body: str) -> set[str]:
    """The fields of a row, hashed as today, of which a text was struck out."""
    return {field_of(place) for place in json.loads(body)[STRUCK]} if WITH_TEXTS[1] in body else set()


def stored_digest(previous: str, columns: Sequence[Any]) -> str:
    """The hash of a row after the one with the hash ``previous``; ``columns`` are those of ``HASHED``, ``at`` in
    microseconds as it is stored. Raises ``NOT_WRITTEN`` for a body that deskq never writes."""
    facts, digests = _apart(columns[BODY])
    return _sha256([previous, *columns[:BODY], facts, digests])


def old_digest(previous: str, columns: Sequence[Any]) -> str:
    """The same of a row of before migration 0146."""
    return _sha256([previous, *columns])


def facts_digest(columns: Sequence[Any], fields: Collection[str]) -> str:
    """What a seal keeps of a row of before migration 0146: everything but the texts in these fields, and their salt."""
    facts = json.loads(columns[BODY])
    facts.pop(SALT, None)
    for place in texts(facts, fields):
        put(facts, place, None)
    return _sha256([*columns[:BODY], body_text(facts)])


def _apart(body: str) -> tuple[str, str]:
    """(facts, digests of the texts) as both are hashed; the second is "" where there are no texts."""
    if WITH_TEXTS[0] not in body and WITH_TEXTS[1] not in body:
        return body, ""
    facts = json.loads(body)
    if body_text(facts) != body:
        raise ValueError(body)
    salts, digests = facts.pop(SALT, {}), facts.pop(STRUCK, {})
    for place, salt in salts.items():
        if place in digests:
            raise ValueError(place)
        digests[place] = _digest_of_text(salt, place, _text_at(facts, place))
    for place in digests:
        if place not in salts and _text_at(facts, place) != MARK:
            raise ValueError(place)
        put(facts, place, None)
    return body_text(facts), body_text(digests)


def _text_at(facts: Mapping[str, Any], place: str) -> str:
    holder, key = _holder(facts, place)
    found = holder[key]
    if not isinstance(found, str):
        raise TypeError(place)
    return found


def put(facts: dict[str, Any], place: str, value: str | None) -> None:
    """Write what stands at a place."""
    holder, key = _holder(facts, place)
    holder[key] = value


def _holder(facts: Any, place: str) -> tuple[Any, Any]:
    name, _, rest = place.partition(".")
    column, _, side = rest.rpartition(".")
    return (facts[name][column], int(side)) if rest else (facts, name)


def _digest_of_text(salt: str, place: str, text: str) -> str:
    return _sha256([salt, place, text])


def _sha256(values: list[Any]) -> str:
    return hashlib.sha256(AS_JSON(values).encode()).hexdigest()
