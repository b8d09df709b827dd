"""Which files do people bring that are not as they should be? The forty-five kinds, made here.

What must become of each stands beside the test that brings it (`data/test_corpus.py`).
"""

import gzip
import io
import random
import struct
import zipfile
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

ROWS = [(f"c{i % 5}", f"2024-{1 + i % 9:02d}-{13 + i % 12:02d}", f"{10 + i}.50") for i in range(20)]
HEAD = ("customer_id", "date", "amount")


@dataclass(frozen=True)
class Case:
    """One file, under the name that a browser or a folder gives it."""

    number: str
    name: str
    content: bytes


def text(rows: Any = ROWS, head: Any = HEAD, sign: str = ",", end: str = "\n") -> str:
    """Rows as delimited text."""
    lines = [head, *rows] if head else rows
    return end.join(sign.join(map(str, row)) for row in lines) + end


def case(number: str, name: str, content: str | bytes) -> Case:
    return Case(number, name, content.encode() if isinstance(content, str) else content)


def with_cell(column: int, value: str, row: int = 3) -> list[tuple[str, ...]]:
    """The rows with one cell changed."""
    rows = [list(each) for each in ROWS]
    rows[row][column] = value
    return [tuple(each) for each in rows]


def book(cells: list[list[Any]], more: bool = False, hidden: bool = False, merged: bool = False) -> bytes:
    """A workbook of one sheet, or several."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": True})
    page = made.add_worksheet("Orders")
    for i, row in enumerate(cells):
        for j, value in enumerate(row):
            page.write(i, j, value)
    if merged:
        page.merge_range(1, 0, 3, 0, "c1")
    if more:
        notes = made.add_worksheet("Notes")
        notes.write(0, 0, "made by the shop")
        if hidden:
            notes.hide()
    made.close()
    return out.getvalue()


def parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def zipped(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in names.items():
            made.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 4 GB: its directory says so before a byte is unpacked."""
    whole = bytearray(book([list(HEAD), *map(list, ROWS)]))
    at = 0
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as made:
        sheet = made.getinfo("xl/worksheets/sheet1.xml").filename.encode()
    while (at := whole.find(b"PK\x01\x02", at)) >= 0:
        if whole[at + 46 : at + 46 + len(sheet)] == sheet:
            struct.pack_into("<I", whole, at + 24, 0xF0000000)
        at += 4
    return bytes(whole)


def encrypted() -> bytes:
    """The outer form of a workbook with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


ORDERS = text()
NAMES = [(f"c{i % 5}", day, amount, "café €") for i, (_, day, amount) in enumerate(ROWS)]
WITH_NAMES = text(NAMES, (*HEAD, "product"))
EURO = [(who, f"{day[8:]}.{day[5:7]}.{day[:4]}", amount.replace(".", ",")) for who, day, amount in ROWS]
AMBIGUOUS = [(who, f"0{1 + i % 9}/0{1 + i % 7}/2024", amount) for i, (who, _, amount) in enumerate(ROWS)]
TABLE = pa.table({name: [row[i] for row in ROWS] for i, name in enumerate(HEAD)})
CELLS = [list(HEAD), *[list(row) for row in ROWS]]


def cases() -> list[Case]:
    """All of them, by the number of the list of goals."""
    return [*_texts(), *_shapes(), *_values(), *_containers()]


def _texts() -> list[Case]:
    mixed = WITH_NAMES.encode().replace("café €".encode(), "café".encode("cp1252"), 7)
    return [
        case("1 empty", "orders.csv", b""),
        case("2 header only", "orders.csv", text([])),
        case("3 no header", "orders.csv", text(head=None)),
        case("3 no header, pieces", "orders.csv", text([(*r[:2], 1 + i % 3, r[2]) for i, r in enumerate(ROWS)], None)),
        case("4 BOM", "orders.csv", b"\xef\xbb\xbf" + ORDERS.encode()),
        case("5 UTF-16 LE", "orders.csv", b"\xff\xfe" + ORDERS.encode("utf-16-le")),
        case("6 UTF-16 BE", "orders.csv", b"\xfe\xff" + ORDERS.encode("utf-16-be")),
        case("7 UTF-32", "orders.csv", ORDERS.encode("utf-32")),
        case("8 Latin-1", "orders.csv", WITH_NAMES.replace(" €", "").encode("latin-1")),
        case("9 cp1252", "orders.csv", WITH_NAMES.encode("cp1252")),
        case("10 Shift-JIS", "orders.csv", WITH_NAMES.replace("café €", "赤いカップと皿").encode("shift-jis")),
        case("10 GB18030", "orders.csv", WITH_NAMES.replace("café €", "红色的杯子和盘子").encode("gb18030")),
        case("11 mixed encodings", "orders.csv", mixed),
        case("12 NUL bytes", "orders.csv", text(with_cell(2, "1\x000.5"))),
        case("13 CR only", "orders.csv", text(end="\r")),
        case("14 mixed line ends", "orders.csv", ORDERS.replace("\n", "\r\n", 5).replace("\r\n", "\r", 2)),
        case("15 semicolon", "orders.csv", text(sign=";")),
        case("16 tab", "orders.tsv", text(sign="\t")),
        case("17 pipe", "orders.txt", text(sign="|")),
        case("18 sep line", "orders.csv", "sep=;\n" + text(sign=";")),
        case("19 unclosed quote", "orders.csv", text(with_cell(0, '"c3'))),
        case("20 quote in field", "orders.csv", text([(*row[:3], '19" rack') for row in NAMES], (*HEAD, "product"))),
        case("21 newline in field", "orders.csv", text([(*row[:3], '"a\nb"') for row in NAMES], (*HEAD, "product"))),
        case("22 ragged", "orders.csv", text(with_cell(2, "1.5,9,9"))),
    ]


def _shapes() -> list[Case]:
    long = [*NAMES, ("c1", "2024-02-03", "5.00", "x" * 3_000_000)]
    wide = text([("c1", *["1"] * 19_999)], [f"k{i}" for i in range(20_000)])
    odd = ("customer_id", "date", "amount", "", "x" * 3000, "🛒", "اسم")
    rows = [(*row, "1", "2", "3", "4") for row in ROWS]
    return [
        case("23 duplicate columns", "orders.csv", text([(*row, "9") for row in ROWS], (*HEAD, "amount"))),
        case("24 odd column names", "orders.csv", text(rows, odd)),
        case("25 20,000 columns", "orders.csv", wide),
        case(
            "26 3 MB field",
            "orders.csv",
            text(long, (*HEAD, "note")),
        ),
        case("27 totals and footnote", "orders.csv", ORDERS + "Total,,405.00\n* without tax\n"),
        case("44 one customer", "orders.csv", text([("c1", day, amount) for _, day, amount in ROWS])),
        case("44 one row", "orders.csv", text(ROWS[:1])),
        case("44 all the same", "orders.csv", text([ROWS[0]] * 20)),
        case("43 random bytes", "orders.csv", random.Random(7).randbytes(5000)),
    ]


def _values() -> list[Case]:
    odd_days = ["2024-02-30", "0001-01-01", "9999-12-31", "1900-02-29", "2024-03-31 02:30:00"]
    days = [(who, odd_days[i] if i < len(odd_days) else day, amount) for i, (who, day, amount) in enumerate(ROWS)]
    serial = [(who, str(45000 + i), amount) for i, (who, _, amount) in enumerate(ROWS)]
    zones = [(who, f"{day}T10:00:00+02:00", amount) for who, day, amount in ROWS]
    odd_sums = ["1e999", "NaN", "inf", "-0", "€12.50", "(3.20)"]
    sums = [(who, day, odd_sums[i] if i < len(odd_sums) else amount) for i, (who, day, amount) in enumerate(ROWS)]
    ids = [(f"00{i % 5}7", day, amount) for i, (_, day, amount) in enumerate(ROWS)]
    far = [(f"{1 + i % 5}.23E+15", day, amount) for i, (_, day, amount) in enumerate(ROWS)]
    orders = [(*row, f"o{i // 2}") for i, row in enumerate(ROWS)]
    orders[3] = (*orders[3][:2], "-11.50", "o1")
    orders[4] = (*orders[4][:2], "0", "o2")
    orders[5] = (orders[5][0], "2099-01-01", *orders[5][2:])
    formula = [(*row[:3], "=cmd|'/C calc'!A0") for row in NAMES]
    headed = text([(*row, "x") for row in ROWS], (*HEAD, "<script>alert(2)</script>"))
    script = [("<script>alert(1)</script>", *row[1:]) if i == 3 else row for i, row in enumerate(ROWS)]
    return [
        case("28 European decimals", "orders.csv", text(EURO, sign=";")),
        case("29 ambiguous dates", "orders.csv", text(AMBIGUOUS)),
        case("30 impossible dates", "orders.csv", text(days)),
        case("30 Excel serials", "orders.csv", text(serial)),
        case("30 time zones", "orders.csv", text(zones)),
        case("31 odd numbers", "orders.csv", text(sums)),
        case("32 leading zeros", "orders.csv", text(ids)),
        case("32 ids as powers", "orders.csv", text(far)),
        case("33 refunds and future", "orders.csv", text(orders, (*HEAD, "order_id"))),
        case("34 formula cells", "orders.csv", text(formula, (*HEAD, "product"))),
        case("35 script tags", "<img src=x onerror=alert(1)>.csv", text(script, ("customer_id", "date", "amount"))),
        case("35 script in headers", "orders.csv", headed),
    ]


def _containers() -> list[Case]:
    good = book(CELLS)
    nested = pa.table({**{n: TABLE[n] for n in HEAD}, "extra": [{"a": [1, 2]}] * 20})
    typed = pa.table(
        {
            "customer_id": pa.array([row[0] for row in ROWS]).dictionary_encode(),
            "date": pa.array([row[1] for row in ROWS]).cast(pa.timestamp("ns")),
            "amount": pa.array([row[2] for row in ROWS]).cast(pa.decimal128(12, 2)),
        }
    )
    errors = [list(row) for row in CELLS]
    errors[2][2] = "#REF!"
    return [
        case("36 zip bomb", "orders.xlsx", bomb()),
        case("37 nested zip", "orders.zip", zipped({"inner.zip": zipped({"orders.csv": ORDERS.encode()})})),
        case("37 dots in names", "../../../etc/orders.csv", ORDERS),
        case("37 zip of two tables", "orders.zip", zipped(dict.fromkeys(["orders.csv", "more.csv"], ORDERS.encode()))),
        case("37 zip with dots", "orders.zip", zipped({"../../orders.csv": ORDERS.encode()})),
        case("38 password", "orders.xlsx", encrypted()),
        case("39 text called xlsx", "orders.xlsx", ORDERS),
        case("39 xlsx called csv", "orders.csv", good),
        case("39 half an xls", "orders.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)),
        case("40 cut gz", "orders.csv.gz", gzip.compress(ORDERS.encode() * 50)[:-40]),
        case("40 cut parquet", "orders.parquet", parquet(TABLE)[:-60]),
        case("40 cut xlsx", "orders.xlsx", good[:-200]),
        case("41 nested columns", "orders.parquet", parquet(nested)),
        case("41 typed columns", "orders.parquet", parquet(typed)),
        case("42 merged cells", "orders.xlsx", book(CELLS, merged=True)),
        case("42 several sheets", "orders.xlsx", book(CELLS, more=True)),
        case("42 hidden sheet", "orders.xlsx", book(CELLS, more=True, hidden=True)),
        case("42 cached errors", "orders.xlsx", book(errors)),
    ]
