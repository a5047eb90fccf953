"""A model that is a program: does what its input says."""
import json
import os
import signal
import subprocess
import sys
import time

held = []


def answer(request, output):
    print(json.dumps({"id": request["id"], "output": output}), flush=True)


for line in sys.stdin:
    request = json.loads(line)
    act = request["input"].get("act", "")
    if act == "pid":
        answer(request, {"pid": os.getpid()})
    elif act == "hold":
        held.append(request)
    elif act == "release":
        for earlier in [request] + held[::-1]:
            answer(earlier, {"name": earlier["input"].get("name", "last")})
        held = []
    elif act == "die":
        print("out of paper", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    elif act == "babble":
        for number in range(request["input"]["lines"]):
            print("la la", number, flush=True)
        answer(request, {"babbled": True})
    elif act == "hang":
        time.sleep(1_000_000)
    elif act == "long":
        answer(request, {"text": "x" * request["input"]["bytes"]})
    elif act == "count":
        answer(request, {"bytes": len(request["input"]["text"])})
    elif act == "environment":
        answer(request, {"names": sorted(os.environ), "folder": os.getcwd()})
    elif act == "refuse":
        error = {"kind": request["input"]["kind"], "message": "no", "retry_after": 1.5}
        print(json.dumps({"id": request["id"], "error": error}), flush=True)
    elif act == "family":
        child = subprocess.Popen(["sleep", "100000"])
        answer(request, {"pid": os.getpid(), "child": child.pid})
    else:
        answer(request, {"probability": 0.25, "given": request["input"], "model": request["model"]})
