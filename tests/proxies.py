"""A line between the studio and its server that a test can cut and mend."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from patience import free_port


class Line:
    """Listens on a port of its own and hands everything on to another one, until it is cut.

    ``lose``: where it is set, the next answer is not handed on; it is called instead, once.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self.lose: Callable[[], None] | None = None
        self._open: list[socket.socket] = []
        self._changes = threading.Lock()
        self.port = free_port()
        self.mend()

    def cut(self) -> None:
        """Nobody answers any more, and who was spoken to hears no further word."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        with self._changes:
            self._listener.close()
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
            self._open = []

    def mend(self) -> None:
        """The same port answers again."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                try:
                    called = socket.create_connection(("127.0.0.1", self._to))
                except ConnectionRefusedError:  # nobody is there now; who calls again may find somebody
                    caller.close()
                    continue
                with self._changes:
                    if listener.fileno() < 0:  # the line was cut while this caller was let in
                        caller.close()
                        called.close()
                        return
                    self._open += [caller, called]
                for one, other in ((caller, called), (called, caller)):
                    words = (one, other, other is caller)
                    threading.Thread(target=self._hand_on, args=words, daemon=True).start()

    def _hand_on(self, one: socket.socket, other: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                lose, self.lose = (self.lose, None) if answers else (None, self.lose)
                if lose is not None:
                    lose()
                    break
                other.sendall(data)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
