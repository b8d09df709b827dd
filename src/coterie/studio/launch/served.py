"""What does each server process load? The application, after it has tied its life to the process that started it."""

import os

from coterie.studio.launch.ties import tie_to_parent

tie_to_parent(os.getppid())  # a killed server would leave its workers on the port

from django.urls import get_resolver  # noqa: E402

from coterie.studio.wsgi import application  # noqa: E402

get_resolver().url_patterns  # noqa: B018 - loads every page and verb now, so that nobody's first call waits for them

__all__ = ["application"]
