"""Who may come in? People, by their e-mail address."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone


class People(BaseUserManager):
    """Makes people."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Person":
        """A person with this address; without a password she cannot sign in until she has set one."""
        person = self.model(email=tidy(email), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> "Person":
        """A person who keeps this studio: she makes projects and reset links."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **more})

    def get_by_natural_key(self, email: str | None) -> "Person":
        """The person of an address, however it is written."""
        return self.get(email=tidy(email or ""))


def tidy(email: str) -> str:
    """One spelling of an address: without surrounding blanks, in small letters.

    >>> tidy(" Ann@Shop.example ")
    'ann@shop.example'
    """
    return email.strip().lower()


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. `is_staff` keeps this studio: makes projects and one-time reset links."""

    email = models.EmailField("e-mail address", unique=True, max_length=191)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    locale = models.CharField(max_length=16, default="en")

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    def __str__(self) -> str:
        return self.shown

    def clean(self) -> None:
        """Write the address in its one spelling."""
        super().clean()
        self.email = tidy(self.email)

    @property
    def shown(self) -> str:
        """What stands on a page: the name, or the address where none was given."""
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, for parts of Django that ask so."""
        return self.shown

    def get_short_name(self) -> str:
        """The same as the full name."""
        return self.shown
