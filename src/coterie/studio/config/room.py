"""Was it the disk that was full? Each library has words of its own for it."""

import errno

NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
WORDS = ("no space left on device", "disk is full", "disk full", "disk quota exceeded")


def no_room(fault: BaseException | None) -> bool:
    """Whether this fault, or one that it came from, says that nothing more can be written.

    >>> no_room(OSError(28, "No space left on device")), no_room(ValueError("wrong"))
    (True, False)
    """
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in NUMBERS:
            return True
        if any(words in str(fault).lower() for words in WORDS):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
