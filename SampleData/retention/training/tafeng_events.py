"""Turns fetched Ta Feng days into the events of the sample project, one JSON line a basket.

    tafeng_events.py [--customers FILE.csv] [--from YYYY-MM-DD] [--to YYYY-MM-DD]

A basket is one customer's purchases of one day, so its id is stable: `tf-CUSTOMER-YYYYMMDD`.
`--customers` keeps those in the first column of a CSV. Written to the data folder, in order of time.
"""
import argparse
import json

import pandas as pd

import features as F
from places import DATA


def event(basket) -> dict:
    found = {
        "id": f"tf-{basket.customer}-{basket.day:%Y%m%d}", "type": "order_completed",
        "time": f"{basket.day:%Y-%m-%d}T00:00:00Z", "customer": f"tf-{basket.customer}",
        "amount": int(basket.amount), "items": int(basket.items),
        # Ours, not the shop's: nobody there was asked, and nothing would be sent without it.
        "marketing_consent": True,
    }
    if isinstance(basket.age_group, str):
        found["age_group"] = basket.age_group
    if basket.area != "Unknown":
        found["nearby"] = basket.area in F.NEARBY
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers")
    parser.add_argument("--from", dest="first", default="2000-11-01")
    parser.add_argument("--to", dest="last", default="2001-02-28")
    asked = parser.parse_args()
    baskets = F.baskets(F.read())
    baskets = baskets[(baskets.day >= asked.first) & (baskets.day <= asked.last)]
    if asked.customers:
        path = DATA / "ta-feng" / asked.customers
        wanted = pd.read_csv(path, dtype=str, usecols=[0]).iloc[:, 0]
        baskets = baskets[baskets.customer.isin(set(wanted))]
    path = DATA / "ta-feng" / "events.jsonl"
    with path.open("w") as lines:
        for basket in baskets.sort_values(["day", "customer"]).itertuples():
            lines.write(json.dumps(event(basket)) + "\n")
    print(f"{path}: {len(baskets):,} events of {baskets.customer.nunique():,} customers")


if __name__ == "__main__":
    main()
