"""Archives: the one table inside is read as if it lay beside them, everything else is told by name."""

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coterie.engine import open_engine
from coterie.intake import leave_out
from coterie.intake.reading import packed, read
from coterie.intake.reading.packed import open_packed
from coterie.terms import DataRefused, Words
from raw import put, rows_of

NAMES = "id,name\n1,Zoë\n2,Müller €\n3,Ann\n"
ROWS = [("1", "Zoë"), ("2", "Müller €"), ("3", "Ann")]
MANY = b"".join(b"%d,%d\n" % (i, i * i) for i in range(5000))


def zipped(folder: Path, parts: dict[str, str | bytes], name: str = "a.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2", "3"], "name": [row[1] for row in ROWS]}), out)
    return out.getvalue()


def test_gzip_of_text_is_unpacked(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv.gz", gzip.compress(NAMES.encode())), "t")
        assert rows_of(engine, table) == ROWS
        assert table.files[0].facts["compression"] == "gzip"


def test_gzip_of_a_typed_table_is_unpacked_too(tmp_path):
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.parquet.gz", gzip.compress(parquet())), "t")
        assert rows_of(engine, table) == ROWS
        assert table.files[0].facts["format"] == "Parquet"


@pytest.mark.parametrize(
    "parts",
    [
        {"orders.csv": NAMES},
        {"export/2024/orders.csv": NAMES},
        {"orders": NAMES},
        {"orders.parquet": parquet()},
        {"orders.csv.gz": gzip.compress(NAMES.encode())},
        {"../../orders.csv": NAMES},
        {"..": NAMES},
        {"C:\\shop\\orders.csv": NAMES},
        {"orders.csv": NAMES, "README.txt": "made by the shop", "terms.pdf": b"%PDF-"},
        {"orders.txt": NAMES, "readme.txt": "made by the shop"},
        {"orders.csv": NAMES, "__MACOSX/._orders.csv": b"\0", ".DS_Store": b"\0", "empty/": ""},
    ],
    ids=str,
)
def test_the_one_table_of_a_zip_archive_is_read(tmp_path, parts):
    with open_engine() as engine:
        path = zipped(tmp_path, parts)
        table = read(engine, path, "t")
        assert rows_of(engine, table) == ROWS
        assert (table.rows, table.bad, table.files[0].path) == (3, 0, str(path))
        assert table.files[0].facts["compression"].startswith("zip")
        assert engine.scratch in Path(open_packed(path, engine.scratch / "again").path).parents


def test_the_hash_is_that_of_the_archive_as_it_lies(tmp_path):
    path = zipped(tmp_path, {"orders.csv": NAMES})
    with open_engine() as engine:
        assert (
            read(engine, path, "t").files[0].sha256 != read(engine, put(tmp_path, "b.csv", NAMES), "u").files[0].sha256
        )


def test_two_tables_in_an_archive_are_named_and_none_is_chosen(tmp_path):
    path = zipped(tmp_path, {"2024/orders.csv": NAMES, "2023/orders.csv": NAMES, "readme.md": "x"})
    said = r"^COT-208 \S*a\.zip: a\.zip is a zip archive with 2 tables: 2024/orders\.csv, 2023/orders\.csv\."
    with open_engine() as engine, pytest.raises(DataRefused, match=said):
        read(engine, path, "t")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "COT-208.*without a file inside"),
        ({".DS_Store": b"x"}, "COT-208.*without a file inside"),
        ({"a.pdf": b"%PDF-", "b.html": "<html>"}, "COT-208.*with 2 files: a.pdf, b.html"),
        ({"orders.csv": ""}, "COT-201.*orders.csv in a.zip unpacks to 0 bytes"),
        ({"orders.csv": b"\x89PNG"}, r"COT-208 \S*a.zip: orders.csv is a picture"),
        ({"orders.xlsx": "a,b\n1,2\n"}, r"COT-212 \S*a.zip: orders.xlsx is named like a workbook"),
        ({"orders.csv": "a,b\n"}, r"COT-202 \S*a.zip: orders.csv has one line"),
        ({f"{i}.csv": "" for i in range(12)}, r"12 tables: .* and 4 more"),
    ],
    ids=str,
)
def test_an_archive_without_a_table_says_what_is_inside(tmp_path, parts, said):
    with open_engine() as engine, pytest.raises(DataRefused, match=said):
        read(engine, zipped(tmp_path, parts), "t")


def test_two_layers_are_opened_and_a_third_is_not(tmp_path):
    once = zipped(tmp_path, {"orders.csv": NAMES}, "one.zip")
    twice = zipped(tmp_path, {"one.zip": once.read_bytes()}, "two.zip")
    thrice = zipped(tmp_path, {"two.zip": twice.read_bytes()}, "three.zip")
    with open_engine() as engine:
        assert rows_of(engine, read(engine, twice, "t")) == ROWS
        with pytest.raises(DataRefused, match=r"COT-208.*packed once more inside three\.zip"):
            read(engine, thrice, "u")


def test_a_zip_with_a_password_is_refused_with_a_sentence(tmp_path):
    content = bytearray(zipped(tmp_path, {"orders.csv": NAMES}).read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(sign) + at, 1)
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-211.*orders\.csv in b\.zip is encrypted"):
        read(engine, put(tmp_path, "b.zip", bytes(content)), "t")


def test_a_damaged_table_in_a_zip_is_refused_with_a_sentence(tmp_path):
    content = bytearray(zipped(tmp_path, {"orders.csv": MANY}).read_bytes())
    content[len(content) // 2] ^= 0xFF
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-209.*orders\.csv in b\.zip is damaged"):
        read(engine, put(tmp_path, "b.zip", bytes(content)), "t")


def test_a_tar_archive_is_told_to_be_unpacked(tmp_path):
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(put(tmp_path, "orders.csv", NAMES), "orders.csv")
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-208.*tar archive.*tar -xzf"):
        read(engine, tmp_path / "a.tar.gz", "t")


@pytest.mark.parametrize("cut", [12, -4, -12])
def test_a_truncated_gzip_is_refused_with_a_sentence(tmp_path, cut):
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-209.*too early"):
        read(engine, put(tmp_path, "a.csv.gz", gzip.compress(MANY)[:cut]), "t")


def test_a_damaged_gzip_is_refused_with_a_sentence(tmp_path):
    content = bytearray(gzip.compress(MANY))
    content[len(content) // 2] ^= 0xFF
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-209.*damaged"):
        read(engine, put(tmp_path, "a.csv.gz", bytes(content)), "t")


@pytest.mark.parametrize("form", ["gzip", "zip", "zip around gzip"])
def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path, monkeypatch, form):
    monkeypatch.setattr(packed, "UNPACK_FREE", 1_000_000)
    content = b"a,b\n" + b"1,2\n" * 8_000_000
    bomb = gzip.compress(content)
    path = put(tmp_path, "a.csv.gz", bomb)
    if form != "gzip":
        path = zipped(tmp_path, {"a.csv": content} if form == "zip" else {"a.csv.gz": bomb})
    with open_engine() as engine, pytest.raises(DataRefused, match=r"COT-210.*unpacks to more than"):
        read(engine, path, "t")


def test_a_file_that_does_not_fit_the_scratch_folder_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10}))
    with open_engine() as engine, pytest.raises(DataRefused, match="COT-217"):
        read(engine, put(tmp_path, "a.csv.gz", gzip.compress(NAMES.encode())), "t")


def test_a_person_leaves_an_archive_as_the_table_inside_without_her(tmp_path):
    rows = "customer_id,date,amount\n" + "".join(f"C{i % 4},2024-01-{13 + i % 9},{i}.50\n" for i in range(40))
    path, target = zipped(tmp_path, {"orders.csv": rows}), tmp_path / "new"
    with open_engine() as engine:
        left = leave_out(engine, path, "orders", Words(), lambda who: who == "C2", target)
    assert (left.people, left.rows, left.ending) == (("C2",), 10, ".csv")
    assert target.read_text() == "".join(line for line in rows.splitlines(keepends=True) if not line.startswith("C2,"))
