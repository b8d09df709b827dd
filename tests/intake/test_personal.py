"""Is personal data that nothing needs found and left out?"""

from pathlib import Path

from bench import check, put, take
from coterie.engine import Engine


def test_personal_data_that_is_not_needed_is_named_and_left_out(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"{i},a{i}@example.com,+49 30 1234{i:03d},{20 + i}\n" for i in range(30))
    dataset = take(engine, customers=put(tmp_path, "c.csv", "customer_id,e-mail,Phone,age\n" + rows))
    assert check(dataset, "COT-523", "e-mail").grade == "info"
    assert check(dataset, "COT-523", "Phone").count == 30
    assert dataset.tables["customers"].attributes == ("age",)
    assert dataset.mapping.sources["customers"].ignored == ("e-mail", "Phone")
