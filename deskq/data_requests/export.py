"""The file handed to a person: JSON with English keys and Persian labels, or a tar of it and the photos."""

import io
import json
import tarfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from deskq.core.personal_data import Record, written
from deskq.data_requests.service import HOLDINGS

JSON_NAME = "person.json"
Records = Mapping[str, list[Record]]


def to_json(found: Records, at: datetime) -> bytes:
    """The JSON document, UTF-8."""
    kinds = {
        holding.code: {
            "label": holding.name.fa,
            "items": [_labelled(record, holding.labels) for record in found[holding.code]],
        }
        for holding in HOLDINGS
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


def photo_names(found: Records) -> list[str]:
    """File names of all photos in the records, each once."""
    named = (name for records in found.values() for record in records for name in record.get("photos", ()))
    return list(dict.fromkeys(named))


def to_tar(found: Records, at: datetime, folder: Path) -> bytes:
    """A tar of the document and the photos that still exist."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        _add(tar, JSON_NAME, to_json(found, at), at)
        for name in photo_names(found):
            if (folder / name).is_file():
                _add(tar, f"photos/{name}", (folder / name).read_bytes(), at)
    return file.getvalue()


def _add(tar: tarfile.TarFile, name: str, content: bytes, at: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(content), int(at.timestamp()), 0o600
    tar.addfile(entry, io.BytesIO(content))
