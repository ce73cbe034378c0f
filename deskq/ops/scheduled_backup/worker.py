"""Makes a backup, or restores the newest one as a test, in a separate process (``python -m`` this module), while the
server continues. It reads a request (JSON) from standard input and writes the answer (JSON) to standard output.
"""

import fcntl
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from deskq.ops.backup import archive, database, verify
from deskq.ops.scheduled_backup import contents, files, postgres_trial, rules
from deskq.ops.scheduled_backup.files import Fault
from deskq.ops.scheduled_backup.places import Folder, Place
from deskq.ops.scheduled_backup.s3 import Bucket

LOCK = "scheduled_backups.lock"


class Request(TypedDict):
    """``key`` encrypts the backup; ``keys`` are stored in it. ``at``: time of the backup, ISO 8601."""

    task: str
    database_url: str
    instance: str
    folder: str  #: for people also the address of the bucket
    s3: dict[str, str] | None
    migrations: str
    key: str
    key_file: str
    keys: dict[str, str]
    at: str
    zone: str
    kept: tuple[int, int, int]
    least_megabytes: int


def back_up(request: Request) -> dict[str, Any]:
    """Write a backup and delete those that are not kept."""
    instance, place = Path(request["instance"]), _place(request)
    engine = create_engine(request["database_url"])
    place.check(Path(request["key_file"]))
    files.remove_staging(instance)
    pictures = archive.pictures(instance)
    size = database.sqlite_file(engine).stat().st_size if database.kind(engine) == archive.LITE else 0
    sum_of_all = size + sum(path.stat().st_size for path in pictures if path.exists())
    place.check_room(instance, size, sum_of_all, request["least_megabytes"])
    name = files.name(datetime.fromisoformat(request["at"]))
    with TemporaryDirectory(prefix=files.STAGING, dir=instance) as staging:
        kind = database.kind(engine)
        copy = Path(staging) / kind
        if kind == archive.LITE:
            database.copy(engine, copy)
            about = contents.of_file(copy)
        else:
            about = postgres_trial.copy(request["database_url"], copy)
        texts = {**request["keys"], archive.MANIFEST: json.dumps(about)}
        written = place.keep(
            name,
            Path(staging),
            lambda path: archive.write_encrypted(path, copy, kind, texts, pictures, request["key"]),
        )
    place.delete(files.outdated(place.made(), rules.Kept(*request["kept"]), ZoneInfo(request["zone"])))
    return {"file": name, "size": written}


def _place(request: Request) -> Place:
    if request["s3"] is not None:
        return Bucket(**request["s3"])
    return Folder(Path(request["folder"]))


def drill(request: Request) -> dict[str, Any]:
    """Restore the newest backup into an empty place and compare it with its manifest."""
    instance, place = Path(request["instance"]), _place(request)
    files.remove_staging(instance)
    made = place.made()
    if not made:
        raise Fault("no-backup", folder=request["folder"])
    newest = max(made, key=lambda name: made[name])
    with TemporaryDirectory(prefix=files.STAGING, dir=instance) as staging:
        empty = Path(staging)
        with place.fetch(newest, empty) as path:
            size = path.stat().st_size
            files.check_room(instance, instance, 0, size, request["least_megabytes"])
            kind = archive.unpack(path, empty, request["key"])
        said = contents.kept(empty, archive.MANIFEST)
        found = _restored(request, empty / kind, kind)
    if said and found != said:
        raise Fault("drill-differs", file=newest)
    return {"file": newest, "size": size, "heads": found["heads"]}


def _restored(request: Request, copy: Path, kind: str) -> dict[str, Any]:
    """What the copy contains, after it was restored and checked."""
    if kind != database.kind(create_engine(request["database_url"])):
        raise verify.InvalidBackup("it is of another kind of database")
    if kind == archive.POSTGRES:
        return postgres_trial.restore(request["database_url"], copy, Path(request["migrations"]))
    verify.check(copy, Path(request["migrations"]))
    return contents.of_file(copy)


def answer(request: Request) -> dict[str, Any]:
    """The result of the task, or ``fault`` and ``values``."""
    try:
        return {"back_up": back_up, "drill": drill}[request["task"]](request)
    except Fault as fault:
        return {"fault": fault.slug, "values": fault.values}
    except (archive.NotABackup, verify.InvalidBackup) as error:
        return {"fault": "drill-unreadable", "values": {"reason": str(error)}}
    except (database.Failed, OSError) as error:
        return {"fault": "database", "values": {"reason": str(error)}}
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        return {"fault": "database", "values": {"reason": reason}}


if __name__ == "__main__":
    with suppress(OSError):  # a service may be forbidden to change its priority; the backup matters more
        os.nice(10)
    os.umask(0o077)
    asked: Request = json.load(sys.stdin)
    with Path(asked["instance"], LOCK).open("w") as lock:
        fcntl.flock(
            lock, fcntl.LOCK_EX
        )  # the server and a command may ask at the same time; one removes what is left over
        json.dump(answer(asked), sys.stdout)
