import pytest

from coterie.terms.numbers import NBSP, number


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0004, "share", "0.04 %"), (0.087, "share", "8.7 %"), (1.0, "share", "100 %"), (-0.02, "share", "−2 %"),
        (99_960.0, "currency", "100 k"), (1_234.5, "currency", "1,234"), (12.5, "currency", "12.50"),
        (2.5e9, "currency", "2.50 bn"), (3.62, "ratio", "3.6 ×"), (0.04, "ratio", "0.04 ×"), (0.62, "sd", "+0.6"),
        (-0.01, "sd", "0.0"), (0.9991, "share", "99.9 %"),
        (9_747_747.934, "exact", "9,747,747.934"), (1234567.0, "rows", "1,234,567"),
        (float("nan"), "share", "–"), (1e-9, "", "1e-09"), (2925.3, "", "2,925"),
    ],
)  # fmt: skip
def test_a_number_is_said_in_the_digits_that_matter(value: float, unit: str, text: str) -> None:
    assert number(value, unit).replace(NBSP, " ") == text
