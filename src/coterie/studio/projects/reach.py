"""May the studio speak to this address? Looked up once; what a stranger could misuse is refused."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {"postgres": 5432, "postgresql": 5432, "mysql": 3306, "mariadb": 3306}
NOT_REACHED = "This database cannot be read from here. Check host, port, name and secret."
METADATA = frozenset(("169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"))


class OutOfReach(Exception):
    """The address may not be spoken to, or leads nowhere; the words are one sentence that tells neither."""

    def __init__(self) -> None:
        super().__init__(NOT_REACHED)


def address_of(url: str) -> str:
    """The numeric address of the database in this URL, to which the connection is then made.

    Machines of the own network are fine: that is where databases stand. Link-local and metadata addresses, addresses
    of many or of nobody, and the studio's own database are not.

    Raises:
        OutOfReach: nothing stands there, or it may not be spoken to.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS[parts.scheme]
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, KeyError, ValueError, UnicodeError) as nowhere:
        raise OutOfReach from nowhere
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    if not addresses or any(not fit(each) for each in addresses) or _is_own(addresses, port):
        raise OutOfReach
    return addresses[0]


def fit(address: str) -> bool:
    """Whether a numeric address belongs to one machine that is no service of the machine's host.

    >>> fit("10.0.0.7"), fit("169.254.169.254"), fit("::ffff:169.254.1.1"), fit("0.0.0.0"), fit("224.0.0.1")
    (True, False, False, False, False)
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip) not in METADATA and not (ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved)


def _is_own(addresses: list[str], port: int) -> bool:
    """Whether the studio's own records live there."""
    own = settings.DATABASES["default"]
    if "sqlite" in own["ENGINE"]:
        return False
    usual = 5432 if "postgresql" in own["ENGINE"] else 3306
    if int(own.get("PORT") or usual) != port:
        return False
    try:
        mine = {str(each[4][0]) for each in socket.getaddrinfo(own.get("HOST") or "localhost", port)}
    except OSError:
        return True  # not known is not proven
    return bool(mine & set(addresses)) or all(ipaddress.ip_address(each).is_loopback for each in addresses)
