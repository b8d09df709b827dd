"""What is drawn of one customer of a finished study? How the chance that she is still one has gone since she bought."""

import json
from typing import Any

from coterie.report.figures.alive_history import alive_history
from coterie.terms.cohorts import AliveHistory
from coterie.terms.numbers import day, number


def alive_path(history: AliveHistory) -> dict[str, Any]:
    """A customer's path as a figure of ``figures.json``, with its days beside it.

    history    from the last day on which she bought.
    Returns    name, title, caption, height, plot and table; ``days`` as text and ``p_alive``, 0 to 1, of one length.
    """
    figure = alive_history(history)
    days, chances = [str(each) for each in history.days], [round(v, 6) for v in history.p_alive.tolist()]
    first, last = (number(each, "share") for each in (chances[0], chances[-1]))
    came = day(history.days[0].astype(object))
    gone = len(days) - 1
    path = f"The chance that she still was a customer was {first} then and is {last} {_after(gone)}."
    return {
        "name": "history",
        "title": "Is she still a customer?",
        "caption": f"She last bought on {came}. " + (path if gone else f"The chance that she still is one: {last}."),
        "height": int(figure.layout.height),
        "wide": True,
        "plot": json.loads(figure.to_json(engine="json")),
        "table": {
            "head": ["Day", "Still a customer"],
            "rows": [[{"text": days[i]}, _cell(days[i], chances[i])] for i in sorted({0, gone})],
        },
        "days": days,
        "p_alive": chances,
    }


def _after(days: int) -> str:
    return f"after {days:,} {'day' if days == 1 else 'days'} without an order"


def _cell(at: str, chance: float) -> dict[str, Any]:
    return {"cell": f"history/{at}/p_alive", "text": number(chance, "share"), "value": chance}
