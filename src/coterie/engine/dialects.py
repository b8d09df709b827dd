"""What do dialects say differently, or not at all? The rewriting of a step before SQLGlot writes it for a database.

SQLGlot knows most differences; here are those on which it is silent: casts that must not fail, regular expressions,
dates by format, products of lists, and a database without date types. What a dialect cannot say is refused by name.
"""

import re
from collections.abc import Callable
from functools import reduce

from sqlglot import exp

from coterie.terms import Problem, WrongWords

NUMBER = r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$"
WHOLE = r"^\s*[-+]?[0-9]{1,18}\s*$"
MOMENT = r"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?\s*$"
_FORMAT = {
    "%d": "[0-9]{1,2}", "%m": "[0-9]{1,2}", "%Y": "[0-9]{4}", "%y": "[0-9]{2}", "%H": "[0-9]{1,2}",
    "%I": "[0-9]{1,2}", "%M": "[0-9]{2}", "%S": "[0-9]{2}", "%f": "[0-9]{1,9}", "%p": "[AaPp][Mm]",
    "%b": "[A-Za-z]{3}", "%B": "[A-Za-z]+",
}  # fmt: skip
_TEMPORAL = (exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ)


def rewritten(tree: exp.Expr, dialect: str, typed: frozenset[str]) -> exp.Expr:
    """The statement with everything said so that SQLGlot writes what the database means.

    typed     names of columns that carry their type in the source: a cast of them cannot meet text.
    Raises    WrongWords (COT-132) for what the dialect lacks.
    """
    tree = _each(tree, lambda node: _plain_cast(node, typed))
    tree = _each(tree, lambda node: _dot_product(node, dialect))
    if dialect == "duckdb":
        return tree
    if dialect == "sqlite":
        return _each(tree, _sqlite)
    tree = _each(tree, lambda node: _text(node, dialect))
    return _each(tree, _guarded) if dialect == "postgres" else tree


def _each(tree: exp.Expr, rule: Callable[[exp.Expr], exp.Expr]) -> exp.Expr:
    """The tree with every node as the rule says it, inner ones first."""
    for node in reversed(list(tree.walk(bfs=True))):
        new = rule(node)
        if new is node:
            continue
        if node is tree:
            return new
        node.replace(new)
    return tree


def lacks(dialect: str, what: str) -> WrongWords:
    """The refusal of something that a dialect cannot say."""
    return WrongWords(Problem("COT-132", f"{dialect} has no way of {what}"))


def _plain_cast(node: exp.Expr, typed: frozenset[str]) -> exp.Expr:
    if isinstance(node, exp.TryCast) and isinstance(node.this, exp.Column) and node.this.name in typed:
        return exp.Cast(this=node.this, to=node.args["to"])
    return node


def _dot_product(node: exp.Expr, dialect: str) -> exp.Expr:
    """The dot product of two lists: in DuckDB a list a line, elsewhere the sum of products, added in the same order."""
    if not (isinstance(node, exp.Anonymous) and node.name.lower() == "list_dot_product"):
        return node
    if dialect == "duckdb":
        return exp.Anonymous(this=node.this, expressions=[exp.var(each.sql(dialect)) for each in node.expressions])
    one = exp.Literal.number("1.0e0")
    pairs = zip(*(each.expressions for each in node.expressions), strict=True)
    first, *others = (right if left == one else exp.Mul(this=left, expression=right) for left, right in pairs)
    return reduce(lambda total, term: exp.Add(this=total, expression=term), others, first)


def _guarded(node: exp.Expr) -> exp.Expr:
    """A cast of text for databases whose casts stop the statement: only what looks right is cast."""
    if not isinstance(node, exp.TryCast):
        return node
    kind = node.args["to"].this
    pattern = WHOLE if kind in exp.DataType.INTEGER_TYPES else MOMENT if kind in _TEMPORAL else NUMBER
    cast = exp.Cast(this=node.this.copy(), to=node.args["to"])
    return exp.Case().when(exp.RegexpLike(this=node.this, expression=exp.Literal.string(pattern)), cast)


def _text(node: exp.Expr, dialect: str) -> exp.Expr:
    if isinstance(node, exp.RegexpFullMatch):
        pattern = node.expression.name
        whole = pattern if dialect == "snowflake" else f"^(?:{pattern})$"
        return exp.RegexpLike(this=node.this, expression=exp.Literal.string(whole))
    if isinstance(node, exp.RegexpLike) and dialect == "snowflake" and not node.expression.name.startswith(".*"):
        return exp.RegexpLike(this=node.this, expression=exp.Literal.string(f".*({node.expression.name}).*"))
    if isinstance(node, exp.RegexpExtract) and dialect == "postgres":
        whole = exp.Literal.string(f"({node.expression.name.replace('(', '(?:')})")
        return exp.Anonymous(this="substring", expressions=[node.this, whole])
    if isinstance(node, exp.RegexpReplace) and dialect in ("bigquery", "snowflake", "spark"):
        return exp.RegexpReplace(this=node.this, expression=node.expression, replacement=node.args["replacement"])
    if isinstance(node, exp.Anonymous) and node.name.lower() == "try_strptime":
        return _moment(node, dialect)
    if isinstance(node, exp.Anonymous) and node.name.lower() == "to_seconds":
        raise lacks(dialect, "reading days written as serial numbers or seconds since 1970")
    return node


def _moment(node: exp.Anonymous, dialect: str) -> exp.Expr:
    """A date by its format, NULL where the text does not look like it."""
    text, form = node.expressions
    pattern = re.sub(r"%[a-zA-Z]", lambda found: _FORMAT.get(found[0], ""), re.sub(r"([.()+])", r"\\\1", form.name))
    read = exp.Cast(
        this=exp.StrToTime(this=text.copy(), format=form.copy()), to=exp.DataType.build("timestamp", dialect="duckdb")
    )
    whole = pattern if dialect == "snowflake" else f"^{pattern}$"
    return exp.Case().when(exp.RegexpLike(this=text, expression=exp.Literal.string(whole)), read)


def _sqlite(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Nullif) and isinstance(node.expression, exp.Cast) and node.expression.this.name == "nan":
        return _inner(node)  # SQLite keeps no NaN: it stores NULL
    if isinstance(node, exp.TryCast) and node.args["to"].this in exp.DataType.INTEGER_TYPES:
        digits = exp.Glob(this=node.this.copy(), expression=exp.Literal.string("*[^0-9]*"))
        cast = exp.Cast(this=node.this, to=exp.DataType.build("bigint"))
        return exp.Case().when(
            exp.and_(exp.not_(digits), exp.NEQ(this=node.this.copy(), expression=exp.Literal.string(""))), cast
        )
    if isinstance(node, exp.ConcatWs):
        return _sqlite_joined(node.expressions[0], node.expressions[1:])
    if isinstance(node, exp.Left):
        return exp.Substring(this=node.this, start=exp.Literal.number(1), length=node.expression)
    if isinstance(node, exp.Extract) and node.name.upper() == "HOUR":
        hour = exp.Anonymous(this="strftime", expressions=[exp.Literal.string("%H"), node.expression])
        return exp.Cast(this=hour, to=exp.DataType.build("bigint"))
    if isinstance(node, exp.Cast):
        return _sqlite_cast(node)
    return _sqlite_lacks(node)


def _sqlite_joined(between: exp.Expr, parts: list[exp.Expr]) -> exp.Expr:
    """Texts joined by another, none of them NULL: SQLite has a function for it only since version 3.44.

    In halves, since an expression may be no deeper than 1,000.
    """
    if any(not isinstance(part, exp.Coalesce) for part in parts):
        raise lacks("sqlite", "joining texts that may be missing")
    if len(parts) == 1:
        return parts[0].copy()
    half = len(parts) // 2
    left, right = _sqlite_joined(between, parts[:half]), _sqlite_joined(between, parts[half:])
    head = exp.DPipe(this=left, expression=between.copy(), safe=True)
    return exp.DPipe(this=head, expression=exp.Paren(this=right) if half > 1 else right, safe=True)


def _sqlite_cast(node: exp.Cast) -> exp.Expr:
    if isinstance(node, exp.TryCast):
        raise lacks("sqlite", "reading numbers or dates from text")
    kind = node.to.this
    if kind in (exp.DType.DATE, *_TEMPORAL):
        if isinstance(node.this, exp.Literal):
            return _inner(node)
        return exp.Anonymous(this="date" if kind == exp.DType.DATE else "datetime", expressions=[node.this])
    if kind == exp.DType.DECIMAL:
        return exp.Cast(this=node.this, to=exp.DataType.build("double"))
    return node


def _sqlite_lacks(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpFullMatch | exp.RegexpLike | exp.RegexpReplace | exp.RegexpExtract):
        raise lacks("sqlite", "reading numbers or dates from text")
    if isinstance(node, exp.Anonymous) and node.name.lower() in ("try_strptime", "to_seconds"):
        raise lacks("sqlite", "reading numbers or dates from text")
    if isinstance(node, exp.PercentileCont):
        raise lacks("sqlite", "taking medians")
    if isinstance(node, exp.MD5):
        return _inner(node)
    if isinstance(node, exp.Values) and node.alias_column_names:
        return _sqlite_values(node)
    return node


def _sqlite_values(node: exp.Values) -> exp.Expr:
    """Rows written out, whose columns SQLite calls column1, column2 and so on."""
    named = [
        exp.alias_(exp.column(f"column{i}"), exp.to_identifier(name))
        for i, name in enumerate(node.alias_column_names, 1)
    ]
    bare = exp.Values(expressions=node.expressions, alias=exp.TableAlias(this=exp.to_identifier("written")))
    return exp.select(*named).from_(bare).subquery(node.alias)


def _inner(node: exp.Expr) -> exp.Expr:
    found: exp.Expr = node.this
    return found
