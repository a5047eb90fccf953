"""Makes `../events/orders.jsonl`: invented customers of an invented grocer, seeded.

Sizes, rhythms and amounts follow Ta Feng's shape; no row, name or number is taken from it. Each
customer lives one story, so that a console full of them has something to tell.
"""
import datetime
import json
import random

from places import EVENTS

SEED = 2026
LAST = datetime.datetime(2026, 6, 30, 20, tzinfo=datetime.timezone.utc)
DAYS = 75
FIRST_NAMES = """Ada Amir Anya Ben Bo Cem Chloe Dana Dev Ela Emil Eva Farid Finn Gita Hana Hugo Ida
Ines Ivo Jana Jin Jonas Kai Kira Lan Lea Leo Lin Lola Luca Maja Mei Milo Mina Nadia Nils Noa Olga
Omar Otto Pia Quinn Rana Rosa Samir Sara Sofia Sven Tara Theo Uma Vera Wei Yara Yuki Zoe""".split()
AGES = ["<25", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", ">65"]
AGE_WEIGHTS = [4, 9, 18, 22, 18, 12, 6, 3, 3, 3]

# story: share of customers, mean days between baskets, mean amount, first and last day it buys
# (days before the end, drawn from a range).
STORIES = {
    "loyal": (0.24, 6, 700, (66, DAYS), (0, 4)),
    "high_value": (0.08, 8, 2600, (66, DAYS), (0, 7)),
    "occasional": (0.24, 20, 800, (30, DAYS), (0, 25)),
    "lapsing": (0.20, 8, 900, (66, DAYS), (24, 45)),
    "lost": (0.10, 12, 600, (66, DAYS), (45, 58)),
    "new": (0.14, 9, 550, (3, 14), (0, 3)),
}


def days_ago(r: random.Random, every: float, first: tuple, last: tuple) -> list[float]:
    """Visits from the first to the last day of a story, the gaps drawn from a gamma."""
    ago, end = r.uniform(*first), r.uniform(*last)
    visits = []
    while ago >= end:
        visits.append(ago)
        ago -= max(0.6, r.gammavariate(2.0, every / 2))
    return visits or [end]


def moment(ago: float, r: random.Random) -> datetime.datetime:
    """A shopping hour of that day, never after the end."""
    day = (LAST - datetime.timedelta(days=ago)).replace(hour=0, minute=0, second=0)
    hour = min(20, max(8, round(r.gauss(16, 3))))
    made = day + datetime.timedelta(hours=hour, seconds=r.randrange(3600))
    return min(made, LAST)


def person(number: int, r: random.Random) -> dict:
    name = r.choice(FIRST_NAMES)
    customer = f"c{number:04}"
    found = {"customer": customer, "first_name": name,
             "email": f"{name.lower()}.{customer}@example.com"}
    if r.random() < 0.95:
        found["age_group"] = r.choices(AGES, AGE_WEIGHTS)[0]
    if r.random() < 0.95:
        found["nearby"] = r.random() < 0.7
    # Not drawn: adding it must not move any other draw.
    found["attributes"] = {"marketing_consent": number % 12 != 0}
    return found


def events(r: random.Random, customers: int) -> list[dict]:
    made = []
    for number in range(1, customers + 1):
        who = person(number, r)
        story = r.choices(list(STORIES), [s[0] for s in STORIES.values()])[0]
        _, every, amount, first, last = STORIES[story]
        own_amount = amount * r.lognormvariate(0, 0.35)
        for ago in days_ago(r, every * r.lognormvariate(0, 0.25), first, last):
            spent = max(20, round(own_amount * r.lognormvariate(-0.18, 0.6)))
            made.append((moment(ago, r), who | {"amount": spent, "items": max(1, spent // 95)}))
    made.sort(key=lambda pair: (pair[0], pair[1]["customer"]))
    return [
        {"id": f"o{number:05}", "type": "order_completed", "time": f"{time:%Y-%m-%dT%H:%M:%SZ}"} | rest
        for number, (time, rest) in enumerate(made, start=1)
    ]


def main() -> None:
    made = events(random.Random(SEED), customers=300)
    path = EVENTS / "orders.jsonl"
    path.write_text("".join(json.dumps(event) + "\n" for event in made))
    print(f"{path.name}: {len(made):,} events, {len({e['customer'] for e in made})} customers, "
          f"{made[0]['time']} to {made[-1]['time']}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
