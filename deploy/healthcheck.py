"""Health check of the container: exits with an error unless the server in it answers /healthz."""

import os
import urllib.request

PORT = os.environ.get("DESKQ_PORT", "8000")
urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=4).read()
