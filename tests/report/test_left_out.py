"""Do rows left out stand in the workbook as text, so that none of them runs?"""

import zipfile
from pathlib import Path

import python_calamine

from coterie.report.left_out import rejected_book


def test_every_row_stands_there_as_text(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    path.write_text('reason,raw\nNo date,"=1+1"\nNo customer,"a ""b"" 🛒"\n', encoding="utf-8")
    with rejected_book(path) as book:
        content = book.read()
    (tmp_path / "left.xlsx").write_bytes(content)
    sheet = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "left.xlsx")).get_sheet_by_index(0)
    assert sheet.to_python() == [["reason", "raw"], ["No date", "=1+1"], ["No customer", 'a "b" 🛒']]
    with zipfile.ZipFile(tmp_path / "left.xlsx") as opened:
        assert b"<f>" not in opened.read("xl/worksheets/sheet1.xml")
