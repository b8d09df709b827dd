"""What does a verb hand out? An answer that holds an engine until it is closed."""

from types import TracebackType
from typing import Self

from coterie.engine import Engine


class Answer:
    """Frames and files on demand; ``with`` closes it at the end, and frames already handed out stay valid."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Give back the engine's memory."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
