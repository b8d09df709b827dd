"""How long may something take? So long that only what hangs is ended: a limit is never a measure of speed."""

import itertools
import os
import socket

LONG = 600.0  # seconds
SLOW = 180_000  # milliseconds: what a page in a browser is waited for

# Ports that the system gives to nobody by itself: what is found free here is still free when its server begins.
_FIRST, _LAST = 10_000, 32_000
_START = _FIRST + os.getpid() * 997 % (_LAST - _FIRST)
_PORTS = itertools.cycle([*range(_START, _LAST), *range(_FIRST, _START)])


def free_port() -> int:
    """A port on which a server may listen later; never the same one twice in a process."""
    for port in _PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("every port is taken")
