"""Serve the site of the current edition: portraits, figures, organisations, sources.

The register is published into the evidence seconds after each change.
A page that takes longer than BELVEDERE_PATIENCE seconds (2) is made in the background,
and tells how far it is.
"""

import atexit
import os
import socket
import subprocess
import sys
from pathlib import Path

from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from belvedere.config.assets import assets
from belvedere.config.started import start
from belvedere.errors import QuestionError
from belvedere.evidence.store import Store, home


def arguments(parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)),
                        help="processes that answer (default: one for each core)")


def run(given) -> None:
    serve(home(), given.host, given.port, given.workers)


def serve(folder: Path, host: str, port: int, workers: int | None = None) -> None:
    """Serve until stopped.

    Raises StoreError when there is no edition yet, QuestionError where the port cannot be had.
    """
    Store(folder).edition()
    need_port(host, port)
    assets(folder)
    shown = f"[{host}]" if ":" in host else host
    start()
    connections.close_all()  # the processes that answer open their own
    publisher = subprocess.Popen([sys.executable, "-m", "belvedere.cli.main", "publish", "--watch"])
    atexit.register(publisher.terminate)
    print(f"Belvedere is at http://{shown}:{port}/  (stop it with Ctrl-C)", flush=True)
    Granian(
        "belvedere.config.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=workers or len(os.sched_getaffinity(0)), blocking_threads=1, log_enabled=False,
        websockets=False,
    ).serve()


def need_port(host: str, port: int) -> None:
    """Raise QuestionError where an address cannot be had: two servers would share it in silence.

    The processes that answer share the port, so another Belvedere's could join them.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except (OSError, OverflowError) as error:
            told = (getattr(error, "strerror", None) or str(error)).rstrip(".")
            raise QuestionError(
                f"Port {port} of {host} cannot be had: {told}. Stop what serves there (another "
                "Belvedere, perhaps), or give another with --port.") from error
