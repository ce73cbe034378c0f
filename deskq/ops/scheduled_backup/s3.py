"""A bucket of a server that speaks S3 (MinIO, Ceph, Garage, a provider), by the library obstore."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deskq.ops.scheduled_backup import files
from deskq.ops.scheduled_backup.files import Fault

STATUS = re.compile(r"status code: (\d{3})")
CODE = re.compile(r"<Code>(\w{1,60})</Code>")
FULL = re.compile("full|quota|exceeded|insufficient", re.IGNORECASE)
REFUSED = (401, 403)
RETRIES: Any = {"max_retries": 3, "retry_timeout": timedelta(minutes=10)}


class Bucket:
    """``address``: https://server/bucket/prefix, the prefix may be left out."""

    def __init__(self, address: str, key: str, secret: str, region: str) -> None:
        from obstore.store import S3Store  # only where it is used: 20 MB of memory

        parts = urlsplit(address)
        bucket, _, prefix = parts.path.strip("/").partition("/")
        self._address = address
        self._store: Any = S3Store(
            bucket,
            prefix=prefix or None,
            endpoint=f"{parts.scheme}://{parts.netloc}",
            access_key_id=key,
            secret_access_key=secret,
            region=region,
            virtual_hosted_style_request=False,
            client_options={"allow_http": parts.scheme == "http", "connect_timeout": "10s", "timeout": "10 minutes"},
            retry_config=RETRIES,
        )

    def check(self, key_file: Path) -> None:
        self.made()

    def check_room(self, instance: Path, database_bytes: int, all_bytes: int, least_megabytes: int) -> None:
        """The backup lies in instance/ until it is sent."""
        files.check_room(instance, instance, database_bytes, all_bytes, least_megabytes)

    def keep(self, name: str, staging: Path, write: Callable[[Path], None]) -> int:
        import obstore

        write(staging / name)
        with self._faults(writes=True), (staging / name).open("rb") as file:
            obstore.put(self._store, name, file)
        return (staging / name).stat().st_size

    def made(self) -> Mapping[str, datetime]:
        import obstore

        with self._faults():
            return files.made(Path(one["path"]) for some in obstore.list(self._store) for one in some)

    @contextmanager
    def fetch(self, name: str, staging: Path) -> Iterator[Path]:
        import obstore

        path = staging / name
        with self._faults(), path.open("wb") as file:
            for piece in obstore.get(self._store, name):
                file.write(piece)
        yield path
        path.unlink()

    def delete(self, names: list[str]) -> None:
        import obstore

        with self._faults(writes=True):
            if names:
                obstore.delete(self._store, names)

    @contextmanager
    def _faults(self, writes: bool = False) -> Iterator[None]:
        """Turns errors of the server into ``Fault``. Its answers contain no secret, but are long."""
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, FileNotFoundError) as error:
            said = str(error)
            status, code = STATUS.search(said), CODE.search(said)
            reason = code[1] if code else f"HTTP {status[1]}" if status else said.partition("\n")[0][:200]
            slug = _slug(int(status[1]) if status else 0, code[1] if code else "", writes)
            if slug == "s3-fault" and "error sending request" in said:
                slug = "s3-unreachable"
            raise Fault(slug, folder=self._address, reason=reason) from error


def _slug(status: int, code: str, writes: bool) -> str:
    if status == 507 or FULL.search(code):
        return "s3-full"
    if status in REFUSED:
        return "s3-read-only" if writes and code == "AccessDenied" else "s3-refused"
    if status == 404:
        return "s3-missing"
    return "s3-fault"
