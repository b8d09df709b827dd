"""May anybody keep a page? Nobody between the studio and its reader; and the browser is asked for no device."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ASKED_OF_THE_BROWSER = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PrivateMiddleware:
    """Pages are private: no cache on the way keeps one, and after signing out the browser shows none again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say so in the head."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", ASKED_OF_THE_BROWSER)
        return response
