"""How is it made sure that no process outlives its parent? The system is asked to end it, where it can be asked."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
GONE = 1


def tie_to_parent(parent: int, wish: int = signal.SIGKILL) -> None:
    """End this process when its parent ends, however that happens. On Linux only; elsewhere nothing is promised.

    parent    id of the parent; where it is gone already, this process leaves at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(wish), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(GONE)


def end_group(group: int, wish: int = signal.SIGKILL) -> None:
    """Tell every process of a group to end; a group that is gone is as wanted."""
    try:
        os.killpg(group, wish)
    except (ProcessLookupError, PermissionError):
        return
