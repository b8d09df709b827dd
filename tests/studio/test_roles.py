"""Who may do what?"""

from coterie.studio.projects.roles import Action, Role, allows, who_may


def test_a_viewer_sees_groups_and_takes_nothing_away() -> None:
    assert [action for action in Action if allows(Role.VIEWER, action)] == [Action.READ]


def test_every_role_reads_and_only_an_admin_does_everything() -> None:
    assert all(allows(role, Action.READ) for role in Role)
    assert [role for role in Role if all(allows(role, action) for action in Action)] == [Role.ADMIN]


def test_an_analyst_loses_single_customers_when_an_admin_says_so_and_nobody_else_does() -> None:
    assert allows(Role.ANALYST, Action.PERSONAL)
    assert not allows(Role.ANALYST, Action.PERSONAL, may_personal=False)
    assert allows(Role.ADMIN, Action.PERSONAL, may_personal=False)
    assert allows(Role.PRIVACY, Action.PERSONAL, may_personal=False)


def test_the_refusing_page_names_every_role_that_may() -> None:
    assert who_may(Action.AUDIT) == ["Privacy officer", "Admin"]


def test_who_edits_personas_may_save_them_as_files_and_nothing_else() -> None:
    assert who_may(Action.EXPORT_PERSONA) == who_may(Action.EDIT_PERSONA)
    assert not allows(Role.EDITOR, Action.EXPORT)
