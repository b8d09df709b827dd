"""Are columns and kinds of real exports recognised without a word?"""

from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.intake import inspect, parse_words
from coterie.intake.names import likeness, snakes
from coterie.terms import DataRefused, Words, WrongWords
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
    "Id,Customer Email,Created at,Total": {
        "customer_id": "Customer Email", "ordered_at": "Created at", "amount": "Total",
    },
}  # fmt: skip
CELLS = {
    "ordered_at": "2024-01-0{}", "quantity": "{}", "unit_price": "{}.50", "amount": "{}.25", "discount": "0.{}",
    "customer_id": "10{}", "order_id": "77{}", "channel": "web", "currency": "EUR",
}  # fmt: skip


@pytest.mark.parametrize("header", EXPORTS, ids=lambda h: h.split(",")[0])
def test_the_columns_of_common_exports_are_known(engine: Engine, tmp_path: Path, header: str) -> None:
    wanted = EXPORTS[header]
    back = {source: canonical for canonical, source in wanted.items()}
    names = header.split(",")
    rows = [",".join(CELLS.get(back.get(n, ""), "x{}").format(i) for n in names) for i in range(1, 8)]
    path = put(tmp_path, "a.csv", "\n".join([header, *rows]) + "\n")
    mapping = take(engine, orders=path).mapping.sources["orders"]
    assert {c.canonical: c.source for c in mapping.columns} == wanted


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


def test_names_that_say_nothing_score_nothing() -> None:
    assert likeness("orders", "amount", "Country") == 0
    assert likeness("orders", "customer_id", "Customer Email") > 0.5
    assert snakes(["Income", "income", "file"], {"file"}) == ["income", "income_2", "file_2"]


def test_a_file_without_header_is_guessed_by_its_values_and_says_that_it_is_not_sure(engine: Engine) -> None:
    found = inspect(engine, [str(data("cdnow/CDNOW_sample.txt"))], Words())
    assert found.mapping.sources["orders"].get("ordered_at").source == "3"
    assert found.mapping.sources["orders"].get("amount").source == "5"
    assert [c.code for c in found.files[0].quality.checks].count("COT-314") == 3


def test_an_inspection_can_be_read_and_given_to_a_program(engine: Engine, tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.csv", "kunde;datum;betrag;farbe\nann;31.01.2024;1.234,50;rot\nbob;01.02.2024;2,00;blau\n;;;\n"
    )
    found = inspect(engine, [path], Words())
    text = "\n".join(found.lines())
    for part in ("orders", "kunde", "%d.%m.%Y", "1.234,56", "not used: farbe", "2 accepted"):
        assert part in text, text
    told = found.as_json()["files"][0]
    assert told["kind"] == "orders"
    assert told["account"]["accepted"] == 2
    assert told["ignored"] == ["farbe"]


def test_an_inspection_shows_what_would_be_refused_instead_of_stopping(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,01/02/2024,1\nbob,03/04/2024,2\n")
    found = inspect(engine, [path], Words()).files[0]
    assert [c.code for c in found.quality.blocks] == ["COT-303"]
    assert "COT-303" in "\n".join(inspect(engine, [path], Words()).lines())
    assert not inspect(engine, [path], parse_words(["orders.dates=dmy"])).files[0].quality.blocks


def test_an_inspection_of_a_file_of_no_kind_says_so(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "colour,size\nred,1\nred,2\nblue,2\n")
    found = inspect(engine, [path], Words()).files[0]
    assert found.kind == ""
    assert [c.code for c in found.quality.checks] == ["COT-313"]


def test_an_inspection_refuses_wrong_words_and_unreadable_files(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\n")
    with pytest.raises(WrongWords, match="COT-308"):
        inspect(engine, [path], parse_words(["orders.customer_id=nobody"]))
    with pytest.raises(DataRefused):
        inspect(engine, [put(tmp_path, "empty.csv", "")], Words())


@pytest.mark.parametrize("amounts", [["1.234", "2.500", "12.750"], ["1.234", "2.500", "800"]])
def test_numbers_a_thousandfold_apart_are_not_guessed(engine: Engine, tmp_path: Path, amounts: list[str]) -> None:
    rows = "".join(f"c{i};2024-01-0{i + 1};{a}\n" for i, a in enumerate(amounts))
    path = put(tmp_path, "a.csv", "customer;date;amount\n" + rows)
    with pytest.raises(DataRefused, match=r"COT-305.*--map orders.decimal=,"):
        take(engine, orders=path)
    take(engine, "orders.decimal=,", orders=path)
    assert engine.one("select min(amount) from orders where customer_id = 'c0'") == (12340000,)
    take(engine, "orders.decimal=.", orders=path)
    assert engine.one("select min(amount) from orders where customer_id = 'c0'") == (12340,)
