"""Serves a model over llama.cpp on a free port of this machine, until its input closes.

usage: serve.py MODEL.gguf [embeddings]. The first line of output is the address.
"""
import socket
import sys

import xllamacpp

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]

settings = xllamacpp.CommonParams()
settings.model.path = sys.argv[1]
settings.hostnames = ["127.0.0.1"]
settings.port = port
settings.n_ctx = 2048
settings.n_parallel = 1
# With two threads on two busy cores llama.cpp spins at its barriers: 1 token/s instead of 25.
settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
if sys.argv[2:] == ["embeddings"]:
    settings.embedding = True
    settings.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN

server = xllamacpp.Server(settings)
print(server.listening_address, flush=True)
# Ends with the test, however the test ends: its end of the pipe closes.
sys.stdin.read()
