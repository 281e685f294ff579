#!/usr/bin/env bash
# Prints the GPUs of this machine in the form that Spark asks for:
# {"name": "gpu", "addresses": ["0", "1"]}. Where CUDA_VISIBLE_DEVICES hides some, which nvidia-smi
# does not heed, the ones that it names, as it names them (numbers, GPU-… or MIG-…).
# Not yet run on a machine with a GPU.
set -euo pipefail

if [[ -n ${CUDA_VISIBLE_DEVICES+set} ]]; then
  names=''
  IFS=', ' read -ra visible <<< "$CUDA_VISIBLE_DEVICES"
  for name in "${visible[@]}"; do
    # CUDA ignores what stands behind the first name that is none.
    [[ $name =~ ^([0-9]+|(GPU|MIG)-.*)$ ]] || break
    names+=$name$'\n'
  done
else
  names=$(nvidia-smi --query-gpu=index --format=csv,noheader)
fi
addresses=$(sed '/./!d; s/.*/"&"/' <<< "$names" | paste -sd,)
echo "{\"name\": \"gpu\", \"addresses\": [$addresses]}"
