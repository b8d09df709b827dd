"""How many score calls a second does a running studio answer? Connections that stay open, each asking again at once.

    python benchmarks/load_score.py http://127.0.0.1:8000 ck_... --seconds 60 --connections 16 --batch 1

Prints requests a second, customers a second, the 50th and 99th percentile of the answer time in milliseconds, and the
number of answers that were not 200, and the processor time of this process in milliseconds a call: where it runs beside
the studio, the studio lacks it.
"""

import argparse
import asyncio
import json
import time
from urllib.parse import urlsplit

BODIES = 1000  # customers that a connection asks for in turn


def body(batch: int, place: int) -> bytes:
    """A call with so many customers, other ones each time."""
    customers = [
        {
            "id": f"C{place}-{i}",
            "traits": {"recency_days": (7 * place + i) % 300, "orders": 1 + (place + i) % 12, "revenue": 50.0 + i},
            "frequency": (place + i) % 9 + 1,
            "recency": 90 + i % 60,
            "T": 200 + i % 100,
            "spend": 20.0 + i % 80,
        }
        for i in range(batch)
    ]
    return json.dumps({"customers": customers}).encode()


async def ask(url: str, key: str, batch: int, until: float, times: list[float], wrong: list[int]) -> None:
    """One connection."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    bodies = [body(batch, place) for place in range(max(1, BODIES // batch))]
    head = f"POST /api/v1/score HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {key}\r\n"
    calls = [f"{head}Content-Type: application/json\r\nContent-Length: {len(b)}\r\n\r\n".encode() + b for b in bodies]
    turn = 0
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(calls[turn % len(calls)])
        lines = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(int(lines.partition(b"content-length:")[2].partition(b"\r\n")[0]))
        times.append(time.perf_counter() - begun)
        status = lines[9:12]
        if status != b"200":
            wrong.append(int(status))
        turn += 1
    writer.close()
    await writer.wait_closed()


async def measure(said: argparse.Namespace) -> dict[str, float]:
    """All connections at once."""
    times: list[float] = []
    wrong: list[int] = []
    begun, spent = time.perf_counter(), time.process_time()
    until = begun + said.seconds
    await asyncio.gather(*(ask(said.url, said.key, said.batch, until, times, wrong) for _ in range(said.connections)))
    took = time.perf_counter() - begun
    ordered = sorted(times)
    return {
        "requests_a_second": round(len(times) / took, 1),
        "customers_a_second": round(said.batch * len(times) / took, 1),
        "p50_ms": round(1000 * ordered[len(ordered) // 2], 1),
        "p99_ms": round(1000 * ordered[int(0.99 * (len(ordered) - 1))], 1),
        "not_200": len(wrong),
        "own_cpu_ms": round(1000 * (time.process_time() - spent) / len(times), 3),
    }


def main() -> None:
    """Read the words, ask, print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("key")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--batch", type=int, default=1)
    print(json.dumps(asyncio.run(measure(parser.parse_args()))))


if __name__ == "__main__":
    main()
