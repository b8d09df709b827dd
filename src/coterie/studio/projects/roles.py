"""Who may do what? One table; pages, API and tests read it."""

from enum import StrEnum


class Action(StrEnum):
    """What a page or a call does."""

    READ = "read"  # segments, values, personas: groups, never one person
    RUN = "run"  # bring data, start an analysis
    EXPORT = "export"  # files without rows about people
    PERSONAL = "personal"  # rows about people: lists and one customer's page
    EDIT_PERSONA = "edit persona"
    EXPORT_PERSONA = "export persona"  # a persona as a file, which holds nothing but what its page says
    PRIVACY = "privacy"  # data map, access and erasure, the log of exports
    AUDIT = "audit"  # what everybody did
    ADMIN = "admin"  # people, keys, connections, settings


class Role(StrEnum):
    """What a person is in a project."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    EDITOR = "editor"
    PRIVACY = "privacy"
    ADMIN = "admin"


MAY: dict[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.READ}),
    Role.ANALYST: frozenset(
        {Action.READ, Action.RUN, Action.EXPORT, Action.PERSONAL, Action.EDIT_PERSONA, Action.EXPORT_PERSONA}
    ),
    Role.EDITOR: frozenset({Action.READ, Action.EDIT_PERSONA, Action.EXPORT_PERSONA}),
    Role.PRIVACY: frozenset({Action.READ, Action.PERSONAL, Action.PRIVACY, Action.AUDIT}),
    Role.ADMIN: frozenset(Action),
}

NAMES = {
    Role.VIEWER: "Viewer",
    Role.ANALYST: "Analyst",
    Role.EDITOR: "Persona editor",
    Role.PRIVACY: "Privacy officer",
    Role.ADMIN: "Admin",
}

DEEDS = {
    Action.READ: "see segments, values and personas",
    Action.RUN: "bring data and start an analysis",
    Action.EXPORT: "export tables without personal data",
    Action.PERSONAL: "see and export single customers",
    Action.EDIT_PERSONA: "edit personas",
    Action.EXPORT_PERSONA: "save personas as files",
    Action.PRIVACY: "answer access and erasure requests",
    Action.AUDIT: "read what everybody did",
    Action.ADMIN: "manage people, keys and settings",
}


def allows(role: Role | str, action: Action, *, may_personal: bool = True) -> bool:
    """May this role do this? An analyst sees single customers only where an admin has not taken that away.

    >>> allows(Role.VIEWER, Action.EXPORT), allows("analyst", Action.EXPORT)
    (False, True)
    >>> allows(Role.ANALYST, Action.PERSONAL, may_personal=False)
    False
    """
    role = Role(role)
    if action is Action.PERSONAL and role is Role.ANALYST and not may_personal:
        return False
    return action in MAY[role]


def who_may(action: Action) -> list[str]:
    """The names of the roles that may, for the page that refuses.

    >>> who_may(Action.EDIT_PERSONA)
    ['Analyst', 'Persona editor', 'Admin']
    """
    return [NAMES[role] for role in Role if action in MAY[role]]
