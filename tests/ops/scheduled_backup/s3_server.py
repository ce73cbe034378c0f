"""A small S3 server that checks each signature (AWS Signature Version 4) by the rules of its documentation, and can be
full, read-only or gone. One bucket, in memory; list, put, multipart upload, get, head, delete."""

import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET, REGION = "deskq-backups", "us-east-1"
KEY, SECRET = "key-of-tests", "secret-of-tests/+="


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.refusal: tuple[int, str] | None = None  #: of everything that would be written
        self.signed = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/{BUCKET}/office"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *words: Any) -> None:
        pass

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
        if not self.is_signed(parts.path, parts.query, body):
            self.refuse(403, "SignatureDoesNotMatch")
        elif bucket != BUCKET:
            self.refuse(404, "NoSuchBucket")
        elif self.command in ("PUT", "POST", "DELETE") and self.server.refusal is not None:
            self.refuse(*self.server.refusal)
        else:
            self.server.signed += 1
            self.answer(key, asked, body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any  # noqa: N815

    def answer(self, key: str, asked: dict[str, str], body: bytes) -> None:
        objects, uploads = self.server.objects, self.server.parts
        if self.command == "PUT" and "partNumber" in asked:
            uploads[asked["uploadId"]][int(asked["partNumber"])] = body
            self.send(200, b"", ETag='"part"')
        elif self.command == "PUT":
            objects[key] = body
            self.send(200, b"", ETag='"whole"')
        elif self.command == "POST" and "uploads" in asked:
            uploads["1"] = {}
            self.xml(
                f"<InitiateMultipartUploadResult><UploadId>1</UploadId><Key>{key}</Key></InitiateMultipartUploadResult>"
            )
        elif self.command == "POST" and "delete" in asked:
            names = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for name in names:
                objects.pop(name, None)
            said = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
            self.xml(f"<DeleteResult>{said}</DeleteResult>")
        elif self.command == "POST":
            objects[key] = b"".join(part for _, part in sorted(uploads.pop(asked["uploadId"]).items()))
            self.xml('<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
        elif self.command == "DELETE":
            objects.pop(key, None)
            self.send(204, b"")
        elif "list-type" in asked:
            self.list(asked.get("prefix", ""))
        elif key not in objects:
            self.refuse(404, "NoSuchKey")
        else:
            self.send(200, objects[key], ETag='"whole"', **{"Last-Modified": "Tue, 24 Nov 2026 06:30:00 GMT"})

    def list(self, prefix: str) -> None:
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(body)}</Size><ETag>\"x\"</ETag>"
            "<LastModified>2026-11-24T06:30:00.000Z</LastModified></Contents>"
            for key, body in sorted(self.server.objects.items()) if key.startswith(prefix)
        )  # fmt: skip
        self.xml(f"<ListBucketResult><Name>{BUCKET}</Name><IsTruncated>false</IsTruncated>{found}</ListBucketResult>")

    def is_signed(self, path: str, query: str, body: bytes) -> bool:
        """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"""
        way, _, rest = self.headers.get("Authorization", "").partition(" ")
        if way != "AWS4-HMAC-SHA256":
            return False
        told = dict(part.strip().split("=", 1) for part in rest.split(","))
        key, day, region, service, end = told["Credential"].split("/")
        sent = self.headers["x-amz-content-sha256"]
        if sent not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
            return False
        pairs = sorted((quote(name, "-_.~"), quote(value, "-_.~")) for name, value in parse_qsl(query, True))
        names = told["SignedHeaders"].split(";")
        headers = "".join(f"{name}:{' '.join(self.headers[name].split())}\n" for name in names)
        canonical = "\n".join(
            [self.command, path, "&".join(f"{a}={b}" for a, b in pairs), headers, told["SignedHeaders"], sent]
        )
        scope = f"{day}/{region}/{service}/{end}"
        text = "\n".join([way, self.headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
        signing = f"AWS4{SECRET}".encode()
        for part in (day, region, service, end):
            signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
        made = hmac.new(signing, text.encode(), hashlib.sha256).hexdigest()
        return (key, region, service) == (KEY, REGION, "s3") and hmac.compare_digest(made, told["Signature"])

    def refuse(self, status: int, code: str) -> None:
        self.xml(f"<Error><Code>{code}</Code><Message>{code}</Message></Error>", status)

    def xml(self, text: str, status: int = 200) -> None:
        self.send(status, f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode())

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def s3_server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
