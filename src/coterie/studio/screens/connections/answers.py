"""Does a database answer now, and which tables does it offer?"""

from re import fullmatch

from coterie.studio.projects import reach
from coterie.studio.projects.models import Connection
from coterie.studio.projects.secrets import decrypt
from coterie.studio.screens.connections.forms import NAME
from coterie.terms import CoterieError
from coterie.workflows import list_tables


def offered(connection: Connection) -> list[str] | None:
    """Tables that can be chosen; None where the database does not answer, whatever the reason is.

    Why it does not is not told: it may tell a stranger what stands where.
    """
    try:
        url = decrypt(connection.url_encrypted)
        found = list_tables(url, address=reach.address_of(url))
    except (ValueError, reach.OutOfReach, CoterieError):
        return None
    return [name for name in found if fullmatch(NAME, name)]
