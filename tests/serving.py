"""A server on this machine, for tests of what fetches from the net."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class Server:
    """Runs while it is open, at ``url``; what is asked of it goes to ``handle``."""

    def __init__(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.handle(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request with ``say``."""
        raise NotImplementedError

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Folder(Server):
    """A server of the files of a folder."""

    def __init__(self, folder: Path):
        super().__init__()
        self.folder = folder

    def handle(self, request):
        path = self.folder / asked_of(request)[0].lstrip("/")
        if path.is_file():
            say(request, 200, path.read_bytes())
        else:
            say(request, 404)


def asked_of(request: BaseHTTPRequestHandler) -> tuple[str, dict[str, str]]:
    """Return the path of a request and what it asks."""
    parts = urlsplit(request.path)
    return unquote(parts.path), dict(parse_qsl(parts.query))


def fail(request: BaseHTTPRequestHandler, failure: int | str, body: bytes) -> None:
    """Answer with a status in place of a body, or break off ("cut") in the midst of it."""
    if failure == "cut":
        say(request, 200, body, cut=len(body) // 2)
    else:
        say(request, failure, b"no", Retry_After="0")


def say(
    request: BaseHTTPRequestHandler, status: int, body: bytes = b"", *, cut: int | None = None,
    **headers: str,
) -> None:
    """Answer a request; with ``cut`` break off after so many bytes of the body."""
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body[:cut])
    request.close_connection = True
