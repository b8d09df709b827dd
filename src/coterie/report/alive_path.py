"""What is drawn of one customer of a finished study? How the chance that she is still one has gone since she bought."""

import json
from typing import Any

from coterie.report.figures.alive_history import alive_history
from coterie.terms.cohorts import AliveHistory
from coterie.terms.numbers import day, number


def alive_path(history: AliveHistory) -> dict[str, Any]:
    """A customer's path as a figure of ``figures.json``, with its days beside it.

    history    from a day on which she bought.
    Returns    name, title, caption, height, plot and table; ``days`` as text and ``p_alive``, 0 to 1, of one length.
    """
    figure = alive_history(history)
    days, chances = [str(each) for each in history.days], [round(v, 6) for v in history.p_alive.tolist()]
    orders = [i for i, bought in enumerate(history.bought.tolist()) if bought]
    last, end = orders[-1], len(days) - 1
    then, now = (number(each, "share") for each in (chances[last], chances[end]))
    path = f"The chance of still being a customer was {then} then and is {now} {_after(end - last)}."
    return {
        "name": "history",
        "title": "Still a customer?",
        "caption": f"The last order was on {day(history.days[last].astype(object))}. "
        + (path if end > last else f"The chance of still being a customer: {now}."),
        "height": int(figure.layout.height),
        "wide": True,
        "plot": json.loads(figure.to_json(engine="json")),
        "table": {
            "head": ["Day", "Still a customer"],
            "rows": [
                [{"text": day(history.days[i].astype(object))}, _cell(days[i], chances[i])]
                for i in sorted({*orders, end})
            ],
        },
        "days": days,
        "p_alive": chances,
    }


def _after(days: int) -> str:
    return f"after {days:,} {'day' if days == 1 else 'days'} without an order"


def _cell(at: str, chance: float) -> dict[str, Any]:
    return {"cell": f"history/{at}/p_alive", "text": number(chance, "share"), "value": chance}
