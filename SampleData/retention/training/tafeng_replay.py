"""Lays out real Ta Feng days to be replayed, with what the reference libraries expect of each.

    tafeng_replay.py [--from YYYY-MM-DD] [--to YYYY-MM-DD]

Writes to the data folder `ta-feng/replay`, a folder for each day:

- `events.jsonl`: the day's baskets;
- `history.jsonl`: all earlier baskets of those customers that no earlier day of the replay names;
- `expected.csv`: for each basket the workflow it starts and, for `retention`, the churn
  probability that scikit-learn computes from pandas' features at that moment.

`ta-feng/replay.jsonl` holds the same days in one file, as `podium replay` reads it.
"""
import argparse
import json

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

import features as F
from places import DATA, MODELS
from tafeng_events import event

# The constant `high_value` of the sample project.
HIGH_VALUE = 40.0


def features(all_baskets: pd.DataFrame, replayed: pd.DataFrame) -> pd.DataFrame:
    """Features of each replayed basket's customer at its moment, that basket among them."""
    now = replayed[["customer", "day", "id"]].rename(columns={"day": "now"})
    past = all_baskets.drop(columns="id").merge(now, on="customer")
    past = past[(past.day <= past.now) & (past.day >= past.now - F.WINDOW)].copy()
    past["ago"] = (past.now - past.day) / F.DAY
    return F.summary(past, by="id").loc[replayed.id]


def probability(x: pd.DataFrame) -> np.ndarray:
    """What scikit-learn makes of the features, with the weights of the sample's model file."""
    document = json.loads((MODELS / "churn-logistic.json").read_text())
    terms = pd.DataFrame(document["features"]).set_index("name").loc[F.NAMES]
    model = LogisticRegression()
    model.classes_ = np.array([0, 1])
    model.coef_ = terms.weight.to_numpy()[None, :]
    model.intercept_ = np.array([document["intercept"]])
    standardised = (x.fillna(terms["mean"]) - terms["mean"]) / terms["scale"]
    return model.predict_proba(standardised.to_numpy())[:, 1]


def expected(all_baskets: pd.DataFrame, replayed: pd.DataFrame) -> pd.DataFrame:
    spent_before = all_baskets.groupby("customer").amount.cumsum() - all_baskets.amount
    is_valuable = spent_before.loc[replayed.index] >= HIGH_VALUE
    return pd.DataFrame({
        "id": replayed.id,
        "workflow": np.where(is_valuable, "retention", "reengagement"),
        "churn": np.where(is_valuable, probability(features(all_baskets, replayed)), np.nan),
    })


def write(path, baskets: pd.DataFrame) -> None:
    with path.open("w") as lines:
        for basket in baskets.sort_values(["day", "customer"]).itertuples():
            lines.write(json.dumps(event(basket)) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="first", default="2001-02-01")
    parser.add_argument("--to", dest="last", default="2001-02-28")
    asked = parser.parse_args()
    baskets = F.baskets(F.read())
    baskets["id"] = "tf-" + baskets.customer + "-" + baskets.day.dt.strftime("%Y%m%d")
    replayed = baskets[(baskets.day >= asked.first) & (baskets.day <= asked.last)]
    history = baskets[baskets.day < asked.first]
    answers = expected(baskets, replayed)
    folder = DATA / "ta-feng" / "replay"
    told: set[str] = set()
    for day, of_day in replayed.groupby("day"):
        path = folder / f"{day:%Y-%m-%d}"
        path.mkdir(parents=True, exist_ok=True)
        write(path / "events.jsonl", of_day)
        write(path / "history.jsonl", history[history.customer.isin(set(of_day.customer) - told)])
        answers.loc[of_day.index].to_csv(path / "expected.csv", index=False, lineterminator="\n")
        told |= set(of_day.customer)
    write(DATA / "ta-feng" / "replay.jsonl", replayed)
    acts = int((answers.churn >= 0.6).sum())
    print(f"{folder}: {len(replayed):,} baskets of {len(told):,} customers on "
          f"{replayed.day.nunique()} days; {acts:,} score 0.6 or more")


if __name__ == "__main__":
    main()
