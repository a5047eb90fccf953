"""Serves a small scikit-learn churn model on free ports of this machine, until its input closes.

usage: tabular.py open_inference|mlflow FOLDER

The first line of output is JSON: the address, a row of features, and the probability that
scikit-learn itself gives for it.
"""
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import numpy
from sklearn.linear_model import LogisticRegression

FEATURES = ["recency_days", "baskets", "spend"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def trained():
    random = numpy.random.default_rng(7)
    rows = random.uniform([0, 0, 0], [60, 20, 500], size=(400, 3))
    left = rows[:, 0] / 60 - rows[:, 1] / 40 + random.normal(0, 0.2, 400) > 0.3
    return LogisticRegression(max_iter=1000).fit(rows, left)


def open_inference(model, folder, port):
    import joblib

    os.makedirs(f"{folder}/churn", exist_ok=True)
    joblib.dump(model, f"{folder}/churn/model.joblib")
    settings = {
        "host": "127.0.0.1", "http_port": port, "grpc_port": free_port(),
        "metrics_port": free_port(), "parallel_workers": 0,
    }
    card = {
        "name": "churn", "implementation": "mlserver_sklearn.SKLearnModel",
        "parameters": {"uri": "./model.joblib", "version": "v1"},
    }
    json.dump(settings, open(f"{folder}/settings.json", "w"))
    json.dump(card, open(f"{folder}/churn/model-settings.json", "w"))
    program = os.path.join(os.path.dirname(sys.executable), "mlserver")
    return [program, "start", folder], "/v2/models/churn/ready"


def mlflow(model, folder, port):
    import pandas
    import shutil
    import mlflow.sklearn
    from mlflow.models import infer_signature

    shutil.rmtree(f"{folder}/model", ignore_errors=True)
    frame = pandas.DataFrame([[1.0, 2.0, 3.0]], columns=FEATURES)
    mlflow.sklearn.save_model(
        model, f"{folder}/model", pyfunc_predict_fn="predict_proba",
        serialization_format="cloudpickle",
        signature=infer_signature(frame, model.predict_proba(frame.to_numpy())),
    )
    program = os.path.join(os.path.dirname(sys.executable), "mlflow")
    arguments = ["--env-manager", "local", "-h", "127.0.0.1", "-p", str(port), "-w", "1"]
    return [program, "models", "serve", "-m", f"{folder}/model"] + arguments, "/ping"


kind, folder = sys.argv[1:3]
os.makedirs(folder, exist_ok=True)
port, model = free_port(), trained()
command, ready = {"open_inference": open_inference, "mlflow": mlflow}[kind](model, folder, port)
environment = dict(os.environ, PATH=os.path.dirname(sys.executable) + ":" + os.environ["PATH"])
server = subprocess.Popen(
    command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    start_new_session=True,
)
url, row = f"http://127.0.0.1:{port}", [31.0, 4.0, 120.5]
for _ in range(600):
    try:
        urllib.request.urlopen(url + ready, timeout=1)
        break
    except (urllib.error.URLError, OSError):
        time.sleep(0.2)
expected = float(model.predict_proba([row])[0][1])
print(json.dumps({"url": url, "row": dict(zip(FEATURES, row)), "expected": expected}), flush=True)
# Ends with the test, however the test ends: its end of the pipe closes.
sys.stdin.read()
os.killpg(server.pid, 15)
