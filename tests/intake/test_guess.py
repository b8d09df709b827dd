"""Are columns and kinds of real exports recognised without a word?"""

from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.intake import inspect
from coterie.terms import Words
from where import data

EXPORTS = {
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country": {
        "order_id": "InvoiceNo", "product_id": "StockCode", "product": "Description", "quantity": "Quantity",
        "ordered_at": "InvoiceDate", "unit_price": "UnitPrice", "customer_id": "CustomerID",
    },
    "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,week,transaction_timestamp": {
        "customer_id": "household_id", "channel": "store_id", "order_id": "basket_id", "product_id": "product_id",
        "quantity": "quantity", "amount": "sales_value", "discount": "retail_disc",
        "ordered_at": "transaction_timestamp",
    },
    "N° commande,Date de commande,ID client,Désignation,Quantité,Prix unitaire": {
        "order_id": "N° commande", "ordered_at": "Date de commande", "customer_id": "ID client",
        "product": "Désignation", "quantity": "Quantité", "unit_price": "Prix unitaire",
    },
    "Pedido,Fecha,Cliente,Producto,Cantidad,Precio,Importe": {
        "order_id": "Pedido", "ordered_at": "Fecha", "customer_id": "Cliente", "product": "Producto",
        "quantity": "Cantidad", "unit_price": "Precio", "amount": "Importe",
    },
    "Kunden-Nr.,Bestellnummer,Bestelldatum,Artikelbezeichnung,Menge,Einzelpreis,Währung": {
        "customer_id": "Kunden-Nr.", "order_id": "Bestellnummer", "ordered_at": "Bestelldatum",
        "product": "Artikelbezeichnung", "quantity": "Menge", "unit_price": "Einzelpreis", "currency": "Währung",
    },
    "id,Created date (UTC),Amount,Currency,Customer ID": {
        "ordered_at": "Created date (UTC)", "amount": "Amount", "currency": "Currency", "customer_id": "Customer ID",
    },
    "Date,Type,Currency,Gross,From Email Address,Transaction ID": {
        "ordered_at": "Date", "currency": "Currency", "amount": "Gross", "customer_id": "From Email Address",
        "order_id": "Transaction ID",
    },
    "Order Number,Buyer Username,Item Title,Quantity,Total Price,Sale Date": {
        "order_id": "Order Number", "customer_id": "Buyer Username", "product": "Item Title", "quantity": "Quantity",
        "amount": "Total Price", "ordered_at": "Sale Date",
    },
    "Id,Customer Email,Created at,Total": {
        "customer_id": "Customer Email", "ordered_at": "Created at", "amount": "Total",
    },
}  # fmt: skip
for _who in ("Kunde", "customer", "Client"):  # an address changes and is shared: it is no better id than a customer
    EXPORTS[f"E-Mail,{_who},Datum,Betrag"] = {"customer_id": _who, "ordered_at": "Datum", "amount": "Betrag"}
CELLS = {
    "ordered_at": "2024-01-0{}", "quantity": "{}", "unit_price": "{}.50", "amount": "{}.25", "discount": "0.{}",
    "customer_id": "10{}", "order_id": "77{}", "channel": "web", "currency": "EUR",
}  # fmt: skip


@pytest.mark.parametrize("header", EXPORTS, ids=lambda h: ",".join(h.split(",")[:2]))
def test_the_columns_of_common_exports_are_known(engine: Engine, tmp_path: Path, header: str) -> None:
    wanted = EXPORTS[header]
    back = {source: canonical for canonical, source in wanted.items()}
    names = header.split(",")
    rows = [",".join(CELLS.get(back.get(n, ""), "x{}").format(i) for n in names) for i in range(1, 8)]
    path = put(tmp_path, "a.csv", "\n".join([header, *rows]) + "\n")
    mapping = take(engine, orders=path).mapping.sources["orders"]
    assert {c.canonical: c.source for c in mapping.columns} == wanted


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        ("Kunde,Datum,Betrag", "k{c},{d}. Januar 2024,5.00", "COT-301"),
        ("customer,date,amount", "k{c},2401{d},5.00", "COT-301"),
        ("Transaction ID,Date,Item revenue", "t{d},2024-01-{d},5.00", "COT-302"),
    ],
    ids=str,
)
def test_orders_that_lack_one_column_are_asked_for_it(engine: Engine, tmp_path: Path, header, row, code) -> None:
    rows = "".join(row.format(c=i % 3, d=i + 13) + "\n" for i in range(9))
    found = inspect(engine, [put(tmp_path, "a.csv", f"{header}\n{rows}")], Words()).files[0]
    assert (found.kind, [c.code for c in found.quality.blocks]) == ("orders", [code])
    if code == "COT-301":  # the column that is named like a day is shown with what it holds
        assert f"{header.split(',')[1]} holds " in found.quality.blocks[0].found


def test_a_discount_of_the_cart_is_not_taken_off_each_line(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"k{i % 3},2024-01-{i + 13},2,5.00,3.00\n" for i in range(9))
    header = "Email (Billing),Order Date,Quantity,Item Cost,Cart Discount Amount\n"
    columns = inspect(engine, [put(tmp_path, "a.csv", header + rows)], Words()).mapping.sources["orders"]
    assert columns.get("unit_price").source == "Item Cost"
    assert columns.get("discount") is None


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        (["1", "2", "3", "1"], True),
        (["1", "2", "1.0", "12"], True),
        (["01", "02", "03", "01"], False),  # a code
        (["7", "8", "9", "7"], False),
        (["1", "700", "900", "1000"], False),
        (["1", "1", "1", "1"], False),  # it tells nothing
        (["1", "-1", "2", "1"], False),
        (["1", "2", "0", "1"], False),
    ],
    ids=str,
)
def test_small_whole_numbers_beside_amounts_may_be_pieces(engine: Engine, tmp_path: Path, cells, taken) -> None:
    rows = "".join(f"k{i % 3},2024-01-{i + 13:02d},{cells[i % 4]},{i}.50\n" for i in range(12))
    columns = inspect(engine, [put(tmp_path, "a.csv", rows)], Words()).mapping.sources["orders"]
    assert columns.get("amount").source == "4"
    assert (columns.get("quantity") is not None) == taken


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("online_retail/online_retail.parquet", "orders"),
        ("complete_journey/transactions.parquet", "orders"),
        ("complete_journey/products.parquet", "products"),
        ("complete_journey/demographics.parquet", "customers"),
        ("complete_journey/campaigns.parquet", "touches"),
        ("cdnow/CDNOW_master.txt", "orders"),
        ("cdnow/CDNOW_sample.txt", "orders"),
        ("customer_personality/marketing_campaign.csv", "customers"),
        ("telco_churn/WA_Fn-UseC_-Telco-Customer-Churn.csv", "customers"),
        ("av_segmentation/Train.csv", "customers"),
        ("ecom_events/ecom.csv.gz", "events"),
        ("clothing_reviews/Womens Clothing E-Commerce Reviews.csv", "texts"),
    ],
)
def test_the_kind_of_real_files_is_told(engine: Engine, path: str, kind: str) -> None:
    found = inspect(engine, [str(data(path))], Words()).files[0]
    assert found.kind == kind
    assert 0.5 <= found.sure <= 1
