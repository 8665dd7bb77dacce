"""Serving: the address that is asked for, or a clear word why it cannot be had."""

import socket

import pytest

from belvedere.cli.serve import need_port
from belvedere.errors import QuestionError


@pytest.fixture
def taken():
    """A port on which several processes of a server answer together."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one.getsockname()[1]


def test_a_port_where_another_serves_is_refused(taken):
    with pytest.raises(QuestionError, match=rf"Port {taken} of 127.0.0.1 .* --port"):
        need_port("127.0.0.1", taken)


def test_a_port_that_is_free_again_is_had():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    need_port("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("203.0.113.7", 8000)])
def test_an_address_that_is_none_is_told(host, port):
    with pytest.raises(QuestionError, match=f"{port}"):
        need_port(host, port)
