"""The whole analysis of Online Retail: how much processor time beside the usual notebook?"""

import os
from pathlib import Path

from measure import PEERS, Contender, race, tell

shared = Path(os.environ.get("SHARED_DIR", Path(__file__).parents[2] / "shared"))
path = shared / "data" / "online_retail" / "online_retail.parquet"
if not path.is_file():
    print(f"{path} is not there")
    raise SystemExit(0)
best = race(
    [
        Contender("coterie", "analyze_coterie.py", (str(path),)),
        Contender("usual notebook", "analyze_notebook.py", (str(path),), PEERS),
    ]
)
notebook = best["usual notebook"].answer
tell(
    "Online Retail, 541,909 lines: whole analysis",
    best,
    note=f"notebook: k={notebook['k']} by silhouette; no convergence with {notebook['did_not_converge_with']}",
)
