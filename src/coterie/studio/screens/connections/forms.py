"""What is asked for a database?"""

from typing import Any
from urllib.parse import quote

from django import forms

from coterie.studio.projects import reach

NAME = r"^[^\x00-\x1f.\"`]{1,63}(\.[^\x00-\x1f.\"`]{1,63})?$"


class ConnectionForm(forms.Form):
    """Where a database stands, and under which name it is read. The secret is written once and never shown."""

    name = forms.CharField(label="What is it called here?", max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=[("postgresql", "PostgreSQL"), ("mariadb", "MariaDB or MySQL")])
    host = forms.RegexField(
        r"^[A-Za-z0-9._:-]{1,253}$", label="Host", help_text="A name or an address. Only this host is spoken to."
    )
    port = forms.IntegerField(label="Port", min_value=1, max_value=65535, required=False, help_text="Empty: the usual.")
    base = forms.CharField(label="Database", max_length=120)
    user = forms.CharField(
        label="Name to sign in with", max_length=120, help_text="Best one that may only read.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    secret = forms.CharField(
        label="Secret", max_length=400, required=False, strip=False,
        help_text="Kept encrypted. Nobody can read it here again.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The address as a whole; a host that may not be spoken to gets the same words as one that does not answer."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        try:
            reach.address_of(self.url())
        except reach.OutOfReach as no:
            raise forms.ValidationError(str(no)) from no
        return said

    def url(self) -> str:
        """The address with its secret."""
        said = self.cleaned_data
        host = f"[{said['host']}]" if ":" in said["host"] else said["host"]
        port = f":{said['port']}" if said.get("port") else ""
        sign_in = f"{quote(said['user'], safe='')}:{quote(said['secret'], safe='')}"
        return f"{said['kind']}://{sign_in}@{host}{port}/{quote(said['base'], safe='')}"


class TableForm(forms.Form):
    """Which table is read."""

    table = forms.RegexField(
        NAME,
        label="Table or view",
        help_text="Its name, with the schema before it if there is one: shop.orders. Begin to write to find it.",
        widget=forms.TextInput({"list": "tables", "autocomplete": "off"}),
    )
    name = forms.CharField(label="What are these data called?", max_length=200, required=False)
