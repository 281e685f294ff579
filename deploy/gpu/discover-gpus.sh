#!/usr/bin/env bash
# Prints the GPUs of this machine in the form that Spark asks for:
# {"name": "gpu", "addresses": ["0", "1"]}. Not yet run on a machine with a GPU.
set -euo pipefail

indices=$(nvidia-smi --query-gpu=index --format=csv,noheader)
addresses=$(sed '/./!d; s/.*/"&"/' <<< "$indices" | paste -sd,)
echo "{\"name\": \"gpu\", \"addresses\": [$addresses]}"
