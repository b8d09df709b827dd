"""Is a canonical column found in a mapping?"""

from coterie.terms import ColumnMap, SourceMap


def test_a_column_that_is_not_mapped_is_none() -> None:
    when = ColumnMap("ordered_at", "InvoiceDate")
    source = SourceMap("orders", (when,))
    assert source.get("ordered_at") is when
    assert source.get("amount") is None
