"""Where fetched data, models and events live."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("PODIUM_DATA") or ROOT / ".build" / "data")
MODELS = Path(__file__).resolve().parents[1] / "models"
EVENTS = Path(__file__).resolve().parents[1] / "events"

TAFENG = DATA / "ta-feng" / "ta_feng_all_months_merged.csv"
CDNOW = DATA / "cdnow" / "cdnow_customers_summary_with_transactions.csv"
