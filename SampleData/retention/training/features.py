"""Features of a customer at a cut: the same definition as `Profile+Features.swift`.

A basket is one customer's purchases of one day. Only baskets of the 60 days before the cut count.
"""
import numpy as np
import pandas as pd

from places import TAFENG

DAY = pd.Timedelta(days=1)
WINDOW, HORIZON = 60 * DAY, 28 * DAY
NAMES = [
    "recency_days", "baskets", "spend", "items", "tenure_days", "gap_mean_days", "gap_std_days",
    "weekend_share", "age", "nearby",
]
# The store stands where postal area 115 meets 221.
NEARBY = {"115", "221"}


def read() -> pd.DataFrame:
    columns = {
        "TRANSACTION_DT": "day", "CUSTOMER_ID": "customer", "AGE_GROUP": "age_group",
        "PIN_CODE": "area", "PRODUCT_ID": "product", "AMOUNT": "items", "SALES_PRICE": "amount",
    }
    lines = pd.read_csv(TAFENG, dtype=str, encoding="utf-8-sig", usecols=list(columns))
    lines = lines.rename(columns=columns)
    lines["day"] = pd.to_datetime(lines.day, format="%m/%d/%Y")
    for number in ("items", "amount"):
        lines[number] = pd.to_numeric(lines[number])
    return lines


def baskets(lines: pd.DataFrame) -> pd.DataFrame:
    """One row per customer and day, in order of time within a customer."""
    return lines.groupby(["customer", "day"], as_index=False, sort=True).agg(
        amount=("amount", "sum"), items=("items", "sum"),
        age_group=("age_group", "first"), area=("area", "first"),
    )


def age(group: str | float) -> float:
    """The lower end of a group such as 35-39; `<25` is one group below 25, `>65` is 65."""
    if not isinstance(group, str):
        return np.nan
    number = float(group.lstrip("<>").split("-")[0])
    return number - 5 if group.startswith("<") else number


def nearby(area: str) -> float:
    return np.nan if area == "Unknown" else float(area in NEARBY)


def table(all_baskets: pd.DataFrame, cut: str) -> tuple[pd.DataFrame, pd.Series]:
    """Features of everyone with a basket in the window, and whether they stayed away after it."""
    at = pd.Timestamp(cut)
    past = all_baskets[(all_baskets.day < at) & (all_baskets.day >= at - WINDOW)].copy()
    past["ago"] = (at - past.day) / DAY
    features = summary(past, by="customer")
    back = all_baskets[(all_baskets.day >= at) & (all_baskets.day < at + HORIZON)].customer.unique()
    return features, pd.Series(~features.index.isin(back), features.index).astype(int)


def summary(past: pd.DataFrame, by: str) -> pd.DataFrame:
    """The features of each group of baskets, which know how many days `ago` they were made."""
    past = past.assign(
        gap=past.groupby(by).day.diff() / DAY, weekend=(past.day.dt.day_of_week >= 5).astype(float))
    each = past.groupby(by)
    return pd.DataFrame({
        "recency_days": each.ago.min(),
        "baskets": each.size().astype(float),
        "spend": each.amount.sum().astype(float),
        "items": each["items"].sum().astype(float),
        "tenure_days": each.ago.max(),
        "gap_mean_days": each.gap.mean(),
        "gap_std_days": each.gap.std(ddof=0),
        "weekend_share": each.weekend.mean(),
        "age": each.age_group.first().map(age),
        "nearby": each.area.first().map(nearby),
    })[NAMES]
