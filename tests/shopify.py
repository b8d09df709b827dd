"""A small Shopify order export as the shop writes it: order cells on the first line of an order only."""

import csv
from pathlib import Path

HEADER = [
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing",
    "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method",
    "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem compare at price",
    "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status",
    "Billing Name", "Billing Street", "Billing City", "Billing Country", "Notes", "Cancelled at",
    "Payment Method", "Payment Reference", "Refunded Amount", "Vendor", "Outstanding Balance", "Employee",
    "Location", "Device ID", "Id", "Tags", "Risk Level", "Source", "Lineitem discount", "Tax 1 Name",
    "Tax 1 Value", "Phone",
]  # fmt: skip


def order(name, email, day, lines, *, status="paid", discount="0.00", subtotal=None, shipping="5.00", refunded="0.00",
          currency="EUR", cancelled="", payment="Shopify Payments", tags=""):  # fmt: skip
    """The rows of one order; ``lines`` are (quantity, name, price, sku, line discount)."""
    goods = sum(q * float(p) for q, _, p, _, _ in lines)
    subtotal = f"{goods - float(discount):.2f}" if subtotal is None else subtotal
    total = f"{float(subtotal) + float(shipping):.2f}"
    rows = []
    for i, (quantity, product, price, sku, off) in enumerate(lines):
        row = dict.fromkeys(HEADER, "")
        row |= {
            "Name": name, "Email": email, "Created at": f"{day} 10:15:00 +0100", "Lineitem quantity": str(quantity),
            "Lineitem name": product, "Lineitem price": price, "Lineitem sku": sku, "Lineitem discount": off,
            "Lineitem requires shipping": "true", "Lineitem taxable": "true", "Vendor": "Linde",
        }  # fmt: skip
        if i == 0:
            row |= {
                "Financial Status": status, "Paid at": f"{day} 10:15:01 +0100", "Currency": currency,
                "Subtotal": subtotal, "Shipping": shipping, "Taxes": "0.00", "Total": total,
                "Discount Amount": discount,
                "Cancelled at": cancelled, "Payment Method": payment, "Refunded Amount": refunded, "Tags": tags,
                "Billing Name": "Ann Other", "Accepts Marketing": "yes", "Source": "web", "Id": name.strip("#") + "77",
            }  # fmt: skip
        rows.append(row)
    return rows


LAMP, RUG, VASE = (
    (1, "Lamp", "30.00", "L1", "0.00"),
    (1, "Rug", "40.00", "R1", "0.00"),
    (1, "Vase", "20.00", "V1", "0.00"),
)
CUPS = [(1, "Cup", "9.99", f"C{i}", "0.00") for i in range(3)]
ORDERS = [
    # Two lines, a discount of 10.00 over 100.00 of goods: 54.00 and 36.00 are left.
    *order("#1001", "Ann@Example.com", "2024-01-05", [(2, *LAMP[1:]), RUG],
           discount="10.00"),
    # A partial refund of 15.00.
    *order("#1002", "bob@example.com", "2024-01-09", [LAMP], refunded="15.00",
           status="partially_refunded"),
    # Refunded as a whole, shipping too: the goods net to nothing.
    *order("#1003", "ann@example.com", "2024-02-01", [VASE], refunded="25.00",
           status="refunded"),
    *order("#1004", "eve@example.com", "2024-02-02", [VASE], status="voided"),
    *order("#1005", "dev@example.com", "2024-02-03", [RUG], payment="Bogus Gateway"),
    *order("#1006", "bob@example.com", "2024-02-04", [VASE], discount="20.00"),
    *order("#1007", "eve@example.com", "2024-02-05", [RUG, LAMP],
           cancelled="2024-02-06 09:00:00 +0100"),
    # Sold at the till to somebody unknown.
    *order("#1008", "", "2024-02-07", [VASE]),
    # Three equal prices under a discount that does not divide: 10.00 off 3 x 9.99.
    *order("#1009", "eve@example.com", "2024-03-01", CUPS, discount="10.00"),
    # A line discount that the subtotal holds already.
    *order("#1010", "bob@example.com", "2024-03-04", [(1, "Rug", "40.00", "R1", "4.00")], discount="4.00"),
]  # fmt: skip


def write(path: Path, rows=ORDERS) -> Path:
    """The export as a file."""
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    return path
