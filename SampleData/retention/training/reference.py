"""Reference distributions for drift, and synthetic rows that look for trouble."""
import json

import numpy as np
import pandas as pd


def rounded(values, digits: int = 6) -> list[float]:
    return [float(f"{value:.{digits}g}") for value in values]


def distribution(values) -> dict:
    """Type-7 deciles without repeats, and the share of each bin.

    Bin of a value: the number of edges strictly below it. Missing values have a share of their own.
    """
    column = np.asarray(values, dtype=float)
    known = column[~np.isnan(column)]
    edges = np.array(rounded(np.unique(np.quantile(known, np.arange(1, 10) / 10))))
    counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
    return {
        "edges": edges.tolist(), "shares": rounded(counts / len(known)),
        "missing": round(1 - len(known) / len(column), 6), "count": len(column),
        "mean": rounded([known.mean()])[0], "std": rounded([known.std()])[0],
    }


def synthetic(names: list[str], model_file, rows: int, seed: int) -> pd.DataFrame:
    """Made-up feature vectors: plausible ones, missing values, extremes, and values on, just under
    and just over the split points, where a comparison in the wrong precision shows."""
    learner = json.loads(model_file.read_text())["learner"]
    splits: dict[str, set[float]] = {name: set() for name in names}
    for tree in learner["gradient_booster"]["model"]["trees"]:
        for node, left in enumerate(tree["left_children"]):
            if left != -1:
                name = names[tree["split_indices"][node]]
                splits[name].add(float(np.float32(tree["split_conditions"][node])))
    random = np.random.default_rng(seed)
    scale = {"recency_days": 60, "baskets": 12, "spend": 8000, "items": 80, "tenure_days": 60,
             "gap_mean_days": 20, "gap_std_days": 10, "weekend_share": 1, "age": 65, "nearby": 1}
    table = {}
    for name in names:
        plain = np.round(random.gamma(1.2, scale[name] / 3, rows), 3)
        edges = np.array(sorted(splits[name])) if splits[name] else np.zeros(1)
        on = random.choice(edges, rows)
        # A hair in double precision that vanishes in single, and the neighbouring single.
        hair = np.array([random.choice([v, v * (1 - 1e-12), v * (1 + 1e-12),
                         float(np.nextafter(np.float32(v), np.float32(-np.inf))),
                         float(np.nextafter(np.float32(v), np.float32(np.inf)))]) for v in on])
        odd = random.choice([0.0, -1.0, 1e-30, 1e9, -1e9, 3e38], rows)
        kind = random.random(rows)
        table[name] = np.select([kind < 0.5, kind < 0.85, kind < 0.88], [plain, hair, odd], plain)
    frame = pd.DataFrame(table)
    for name in ("gap_mean_days", "gap_std_days", "age", "nearby"):
        frame.loc[random.random(rows) < 0.15, name] = np.nan
    return frame
