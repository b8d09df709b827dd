"""The eight centres that customers are put to, the same for every contender."""

import numpy as np

TRAITS = tuple(f"trait_{j}" for j in range(10))
CENTRES = tuple(
    tuple(float(v) for v in row)
    for row in np.random.Generator(np.random.PCG64(8)).normal(0, 2, (8, len(TRAITS))).astype(np.float32)
)
