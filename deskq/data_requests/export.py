"""What is handed to a person: JSON with English keys and Persian words, and with photos a tar of it and them."""

import io
import json
import tarfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from deskq.core.personal_data import Record, written
from deskq.data_requests import HOLDINGS

NAME = "person.json"
Found = Mapping[str, list[Record]]


def document(found: Found, at: datetime) -> bytes:
    """Readable by people and by machines."""
    kinds = {
        one.code: {"label": one.name.fa, "items": [_labelled(record, one.labels) for record in found[one.code]]}
        for one in HOLDINGS
    }
    head = {"label": "داده‌های یک شهروند در میز خدمت", "made_at": {"label": "زمان تهیه", "value": written(at)}}
    return json.dumps({**head, **kinds}, ensure_ascii=False, indent=2).encode()


def _labelled(record: Record, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: {"label": labels[key], "value": _value(value, labels)}
        for key, value in record.items()
        if value not in (None, "", [])
    }


def _value(value: Any, labels: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_labelled(one, labels) if isinstance(one, dict) else one for one in value]
    return value


def photos(found: Found) -> list[str]:
    """The files of all pictures in it, each once."""
    named = (name for records in found.values() for record in records for name in record.get("photos", ()))
    return list(dict.fromkeys(named))


def packed(found: Found, at: datetime, folder: Path) -> bytes:
    """A tar of the document and the pictures that are still there."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        _add(tar, NAME, document(found, at), at)
        for name in photos(found):
            if (folder / name).is_file():
                _add(tar, f"photos/{name}", (folder / name).read_bytes(), at)
    return file.getvalue()


def _add(tar: tarfile.TarFile, name: str, content: bytes, at: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(content), int(at.timestamp()), 0o600
    tar.addfile(entry, io.BytesIO(content))
