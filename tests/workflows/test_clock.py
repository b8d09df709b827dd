"""Steps are told with their number, and parts of a step under the number of the step."""

from coterie.workflows.clock import Clock


class Heard:
    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def step(self, name: str, done: int, total: int) -> None:
        self.steps.append((name, done, total))


def test_parts_of_a_step_are_told_under_its_number() -> None:
    heard = Heard()
    clock = Clock(heard, 2)
    with clock.step("a", "Reading and checking"):
        clock.within().step("Reading orders", 0, 4)
    with clock.step("b", "Describing"):
        clock.within().step("Counting", 3, 4)
    assert heard.steps == [
        ("Reading and checking", 0, 2),
        ("Reading orders", 0, 2),
        ("Describing", 1, 2),
        ("Counting", 1, 2),
    ]
    assert list(clock.seconds()) == ["total", "a", "b"]
