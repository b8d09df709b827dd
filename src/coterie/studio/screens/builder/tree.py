"""How do the fields of a page become conditions, and conditions fields? Groups of rows, in the address of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

MOST_GROUPS, MOST_ROWS = 6, 12
WORDS = {
    ">=": "is at least", "<=": "is at most", "=": "is", "in": "is one of", "not in": "is none of",
    "known": "is known", "unknown": "is not known",
}  # fmt: skip
OFFERED = {  # kind of trait -> comparisons that are offered, in order
    "numeric": (">=", "<=", "=", "known", "unknown"),
    "constant": (">=", "<=", "=", "known", "unknown"),
    "date": (">=", "<=", "=", "known", "unknown"),
    "ordered": ("in", "not in", "known", "unknown"),
    "categorical": ("in", "not in", "known", "unknown"),
    "flag": ("=", "known", "unknown"),
}
GROUPS = {"behavioural": "What they do", "value": "What they are worth", "demographic": "Who they are",
          "attitudinal": "What they think", "attitude": "What they think"}  # fmt: skip


@dataclass
class Row:
    """One line: a trait, how it is compared, and with what, as typed."""

    trait: str = ""
    compared: str = ""
    values: list[str] = field(default_factory=list)


@dataclass
class Group:
    """Rows that hold all together, or any of which holds."""

    how: str = "all"
    rows: list[Row] = field(default_factory=lambda: [Row()])


@dataclass
class Tree:
    """Groups, of which all hold or any."""

    how: str = "all"
    groups: list[Group] = field(default_factory=lambda: [Group()])

    def plain(self, traits: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """The tree as the store knows it; rows that are not finished are left out."""
        groups = []
        for group in self.groups:
            rows = [found for row in group.rows if (found := _plain(row, traits.get(row.trait))) is not None]
            if rows:
                groups.append({group.how: rows})
        return groups[0] if len(groups) == 1 else {self.how: groups}


def asked(words: QueryDict) -> Tree:
    """The tree in an address: how, g0-how, g0-0-trait, g0-0-is, g0-0-value, with one row or group added or dropped."""
    tree = Tree(how=_either(words.get("how")), groups=[])
    for g in range(MOST_GROUPS):
        if f"g{g}-how" not in words:
            continue
        rows = [_row(words, f"g{g}-{r}") for r in range(MOST_ROWS) if f"g{g}-{r}-trait" in words]
        tree.groups.append(Group(_either(words.get(f"g{g}-how")), rows))
    _change(tree, words.get("add", ""), words.get("drop", ""))
    tree.groups = [group for group in tree.groups if group.rows] or [Group()]
    return tree


def _row(words: QueryDict, name: str) -> Row:
    values = [each.strip()[:200] for each in words.getlist(f"{name}-value") if each.strip()]
    return Row(words.get(f"{name}-trait", ""), words.get(f"{name}-is", ""), values)


def _change(tree: Tree, add: str, drop: str) -> None:
    place = drop.removeprefix("g").split("-")
    if len(place) == 2 and all(each.isdecimal() for each in place):
        g, r = map(int, place)
        if g < len(tree.groups) and r < len(tree.groups[g].rows):
            del tree.groups[g].rows[r]
    if add == "group" and len(tree.groups) < MOST_GROUPS:
        tree.groups.append(Group())
    elif add[1:].isdecimal() and int(add[1:]) < len(tree.groups) and len(tree.groups[int(add[1:])].rows) < MOST_ROWS:
        tree.groups[int(add[1:])].rows.append(Row())


def known(plain: Any) -> Tree | None:
    """The tree of kept conditions; None where they are deeper than this page draws."""
    if not plain:
        return Tree()
    how, parts = next(iter(plain.items()))
    if all("trait" in part for part in parts):
        return Tree(groups=[Group(how, [_from(part) for part in parts] or [Row()])])
    groups = [part if "trait" not in part else {"all": [part]} for part in parts]
    if any("trait" not in row for group in groups for row in next(iter(group.values()))):
        return None
    return Tree(how, [Group(*(_group(each))) for each in groups])


def _group(plain: Mapping[str, Any]) -> tuple[str, list[Row]]:
    how, rows = next(iter(plain.items()))
    return how, [_from(row) for row in rows]


def _from(plain: Mapping[str, Any]) -> Row:
    compared, value = plain["is"], plain["value"]
    if compared == "known":
        return Row(plain["trait"], "known" if value else "unknown")
    values = value if isinstance(value, list) else [value]
    return Row(plain["trait"], compared, ["yes" if v is True else "no" if v is False else str(v) for v in values])


def _either(word: str | None) -> str:
    return "any" if word == "any" else "all"


def _plain(row: Row, trait: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A row as the store knows it, None where it is not finished."""
    if trait is None or not row.compared:
        return None
    if row.compared in ("known", "unknown"):
        return {"trait": row.trait, "is": "known", "value": row.compared == "known"}
    if not row.values:
        return None
    if row.compared in ("in", "not in"):
        return {"trait": row.trait, "is": row.compared, "value": row.values}
    return {"trait": row.trait, "is": row.compared, "value": _value(row.values[0], trait["kind"])}


def _value(text: str, kind: str) -> Any:
    """The value of a word; a word that is none is handed on, and refused with its name."""
    if kind == "flag":
        return {"yes": True, "no": False}.get(text, text)
    if kind in ("numeric", "constant"):
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return text
    return text


def drawn(tree: Tree, traits: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The tree as the page draws it: each row with its comparisons and the levels to choose from."""
    by_name = {each["name"]: each for each in traits}
    return [
        {"place": g, "how": group.how, "rows": [_drawn(row, f"g{g}-{r}", by_name, names)
                                              for r, row in enumerate(group.rows)]}
        for g, group in enumerate(tree.groups)
    ]  # fmt: skip


def _drawn(row: Row, name: str, traits: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, Any]:
    trait = traits.get(row.trait)
    offered = OFFERED.get(trait["kind"], ()) if trait else ()
    compared = row.compared if row.compared in offered else (offered[0] if offered else "")
    widget = ""
    if trait and compared not in ("known", "unknown"):
        widget = {"flag": "flag", "date": "date"}.get(trait["kind"], "levels" if trait["levels"] else "number")
        widget = "text" if widget == "number" and trait["kind"] in ("categorical", "ordered") else widget
    return {
        "name": name,
        "trait": row.trait,
        "label": trait["label"] if trait else "",
        "unit": trait["unit"] if trait else "",
        "meaning": trait["meaning"] if trait else "",
        "compared": compared,
        "offered": [(each, WORDS[each]) for each in offered],
        "widget": widget,
        "levels": [(each, names.get(each, each)) for each in trait["levels"]] if trait else [],
        "values": row.values,
        "value": row.values[0] if row.values else "",
    }
