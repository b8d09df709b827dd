"""May the studio call this address, and what does it answer? It is looked up once, judged, and then called as judged.

An address that a person types may point inside: at the machine's own services, at the cloud's address that hands out
secrets, at the studio's database. So the name is resolved here, every address is judged, and the connection goes to the
very address that was judged: a second look-up could answer otherwise. Redirects are not followed.
"""

import http.client
import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

SECONDS = 5.0
READ = 2000  # octets of an answer that are looked at


class Refused(Exception):
    """The address is not called; the words say why."""


@dataclass(frozen=True)
class Answer:
    """What came of a call: the status, or None with the reason."""

    status: int | None
    message: str
    hopeless: bool = False  # trying again cannot help

    @property
    def arrived(self) -> bool:
        """Was it taken?"""
        return self.status is not None and 200 <= self.status < 300


def check(url: str) -> str:
    """The numeric address that may be called for a URL.

    Raises:
        Refused: with the reason.
    """
    parts = _parts(url)
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Refused(f"No name server knows {host}.") from fault
    numbers = [str(each[4][0]) for each in found]
    for number in numbers:
        if not _may(number, inner=host in inner_hosts()):
            raise Refused(f"{host} leads to an address inside of this network, which is not called.")
    return numbers[0]


def inner_hosts() -> frozenset[str]:
    """Names of the inner network that may be called: COTERIE_WEBHOOK_HOSTS, with commas."""
    return frozenset(name.strip() for name in os.environ.get("COTERIE_WEBHOOK_HOSTS", "").split(",") if name.strip())


def call(url: str, body: bytes, head: dict[str, str]) -> Answer:
    """POST a body; nothing that goes wrong there is raised here."""
    try:
        number = check(url)
    except Refused as reason:
        return Answer(None, str(reason))
    parts = _parts(url)
    connection = _connection(parts, number)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body=body, headers={**head, "Host": _host(parts)})
        answer = connection.getresponse()
        answer.read(READ)
    except ssl.SSLError:
        return Answer(None, "Its certificate does not hold.")
    except TimeoutError:
        return Answer(None, f"It did not answer in {SECONDS:.0f} seconds.")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(None, "It did not answer.")
    finally:
        connection.close()
    return Answer(answer.status, f"It answered {answer.status}.", hopeless=answer.status == http.client.GONE)


class _Direct(http.client.HTTPSConnection):
    """TLS to a number that was judged, with the certificate of the name."""

    def __init__(self, number: str, name: str, port: int) -> None:
        super().__init__(number, port, timeout=SECONDS, context=ssl.create_default_context())
        self._name = name

    def connect(self) -> None:
        """Connect to the number, and ask for the name."""
        plain = socket.create_connection((self.host, self.port), SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self._name)


def _connection(parts: SplitResult, number: str) -> http.client.HTTPConnection:
    port = parts.port or _port(parts)
    if parts.scheme == "https":
        return _Direct(number, parts.hostname or "", port)
    return http.client.HTTPConnection(number, port, timeout=SECONDS)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it is read here so that a wrong one is refused here
    except ValueError as wrong:
        raise Refused("This is no address.") from wrong
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise Refused("An address begins with https:// or http:// and a name, without user and password.")
    if not url.isascii() or any(sign.isspace() for sign in url):
        raise Refused("An address has no spaces and no letters beyond ASCII.")
    return parts


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _host(parts: SplitResult) -> str:
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else str(parts.hostname)
    return f"{name}:{parts.port}" if parts.port else name


def _may(number: str, *, inner: bool) -> bool:
    """May this number be called? Never one that hands out secrets or belongs to nobody; an inner one where allowed."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return inner or address.is_global
