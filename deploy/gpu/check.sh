#!/usr/bin/env bash
# Checks whether this program computes rightly, and how fast, on a machine with a GPU. Says step by step
# what holds, ends with a table, and writes check.json; exit code 0 only if all of it held, 1 if
# something did not, 2 if an option or a tool is missing.
#
#   deploy/gpu/check.sh --pytorch FOLDER [options]
#
# --pytorch FOLDER       an installed PyTorch for CUDA: its folder torch, or torch/lib
#                        (default: MATDESINNE_PYTORCH_LIBRARY_PATH)
# --java FOLDER          a Java 17 (default: JAVA_HOME, else the one on the PATH)
# --application FOLDER   a checkout of this program, built (default: the one that this script is in)
# --output FOLDER        for the results, new or empty (default: gpu-check)
# --vectors FOLDER       reference vectors of published networks, see 'jobs/devices.sh --help'
# --seconds N            for how long the device is kept at work (default: 60)
# --samples N            accepted candidates of each target in the whole run (default: 1000000)
# --device cpu           lets the CPU stand in for the GPU: tries all but the driver; PyTorch may then be
#                        left out, for the one that comes with the program
set -euo pipefail

# The program's interface to PyTorch (JNI) for CUDA, whatever its version.
readonly flavor=cu128 model=mos2-pbe

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
pytorch=${MATDESINNE_PYTORCH_LIBRARY_PATH-}
application=${here%/deploy/gpu}
output=gpu-check
vectors='' device=gpu
seconds=60 samples=1000000

fail() {
  echo "error: $*" >&2
  exit 2
}

while (($#)); do
  case $1 in
    --pytorch | --java | --application | --output | --vectors | --seconds | --samples | --device)
      (($# > 1)) || fail "$1 needs a value"
      ;;
  esac
  case $1 in
    --pytorch) pytorch=$2 ;;
    --java) export JAVA_HOME=$2 ;;
    --application) application=$2 ;;
    --output) output=$2 ;;
    --vectors) vectors=$(readlink -f "$2") || fail "--vectors $2: there is no such folder" ;;
    --seconds) seconds=$2 ;;
    --samples) samples=$2 ;;
    --device) device=$2 ;;
    -h | --help)
      sed -n '2,/^set/{/^set/d; s/^# \{0,1\}//; p}' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) fail "unknown option $1; see --help" ;;
  esac
  shift 2
done

[[ $device == [cg]pu ]] || fail "--device is '$device'; allowed: gpu, cpu"
[[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "--seconds is '$seconds'; allowed: whole numbers from 1"
[[ $samples =~ ^[1-9][0-9]*$ ]] || fail "--samples is '$samples'; allowed: whole numbers from 1"
[[ -n $pytorch || $device == cpu ]] || fail "name an installed PyTorch for CUDA with --pytorch"
[[ -x $application/jobs/devices.sh ]] || fail "--application $application holds no jobs/devices.sh"
[[ -z ${JAVA_HOME-} || -x $JAVA_HOME/bin/java ]] || fail "--java $JAVA_HOME holds no bin/java"
if [[ -n $pytorch ]]; then
  named=$pytorch
  [[ ! -d $pytorch/lib ]] || pytorch=$pytorch/lib
  [[ -f $pytorch/libtorch.so ]] || fail "--pytorch $named holds no libtorch.so, nor a folder lib that does"
  pytorch=$(readlink -f "$pytorch")
fi
mkdir -p "$output"
[[ -z $(ls -A "$output") ]] || fail "--output $output is not empty; name another folder"
output=$(readlink -f "$output")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
steps=() held=() took=() found=()

# Carries out the command "$2…" as the step that is called $1, and notes what came of it. What it writes
# to the file $scratch/found is what the table says of it; else that is its last line.
step() {
  local name=$1 started=$SECONDS result=yes
  shift
  echo
  echo "== $name"
  rm -f "$scratch/found"
  "$@" 2>&1 | tee "$scratch/said" || result=no
  steps+=("$name")
  held+=("$result")
  took+=($((SECONDS - started)))
  found+=("$(tail -n 1 "$scratch/found" 2> /dev/null || tail -n 1 "$scratch/said")")
}

see_driver() {
  local columns=name,driver_version,memory.total
  nvidia-smi --query-gpu=$columns --format=csv,noheader && "$here/discover-gpus.sh" > /dev/null \
    && nvidia-smi --query-gpu=$columns --format=csv,noheader > "$scratch/found"
}

# A symbol of PyTorch's C++ interface that is missing would end the process when it is first needed.
match_symbols() {
  local jar library
  jar=$(find "$application/target" -maxdepth 1 -name 'matdesinne-spark-*-app.jar' -print -quit)
  [[ -n $jar ]] || { echo "there is no application in $application/target; run jobs/devices.sh --help"; return 1; }
  library=jnilib/linux-x86_64/$flavor/libdjl_torch.so
  unpack "$jar" "$library" || return
  nm -D --undefined-only "$scratch/$library" | awk '$1 == "U" { print $2 }' | sed 's/@.*//' \
    | grep -E '^_Z[A-Z]*(3c10|2at|5torch|6caffe2)' | sort -u > "$scratch/needed"
  find "$pytorch" -maxdepth 1 \( -name 'libc10*.so*' -o -name 'libtorch*.so*' \) \
    -exec nm -D --defined-only {} + 2> /dev/null | awk 'NF == 3 { print $3 }' | sed 's/@.*//' | sort -u > "$scratch/offered"
  comm -23 "$scratch/needed" "$scratch/offered" > "$scratch/missing"
  echo "symbols needed: $(wc -l < "$scratch/needed"), missing: $(wc -l < "$scratch/missing")" | tee "$scratch/found"
  head -n 20 "$scratch/missing"
  [[ -s $scratch/needed && ! -s $scratch/missing ]]
}

unpack() {
  if command -v unzip > /dev/null; then
    unzip -q -o "$1" "$2" -d "$scratch"
  else
    python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])' \
      "$1" "$2" "$scratch"
  fi
}

# The job $1 with this PyTorch and device.
job() {
  local name=$1
  shift
  (
    if [[ -n $pytorch ]]; then
      export MATDESINNE_PYTORCH_LIBRARY_PATH=$pytorch
    fi
    "$application/jobs/$name.sh" "$@" --device "$device"
  )
}

name_devices() {
  job devices --report "$scratch/devices.json" \
    && sed -n 's/^ *"device" : "\(.*\)",*$/\1/p' "$scratch/devices.json" | sort -u | paste -sd' ' > "$scratch/found"
}

compare_vectors() {
  job devices --vectors "$vectors" --report "$scratch/vectors.json" \
    && echo "values and derivatives agree" > "$scratch/found"
}

keep_at_work() {
  job devices --model $model --seconds "$seconds" --report "$scratch/work.json"
}

run_whole() {
  job benchmark --speed --model $model --output "$output/run" \
    --set generation.samples="$samples" --set generation.max-draws=$((2 * samples + 1000000)) \
    && awk -F'[:,]' '/"accepted candidates"/ { n = $2 } /"whole run, seconds"/ { s = $3 }
      END { if (s > 0) printf "%.0f accepted candidates a second\n", n / s }' "$output/run/speed.json" \
      > "$scratch/found"
}

if [[ $device == gpu ]]; then
  step 'the driver sees a GPU' see_driver
fi
if [[ -n $pytorch ]]; then
  command -v nm > /dev/null || fail "there is no nm to read symbols with; install binutils"
  step 'PyTorch has all that the program asks of it' match_symbols
fi
step 'tasks can compute' name_devices
if [[ -n $vectors ]]; then
  step 'published networks give what they gave' compare_vectors
fi
step 'candidates agree with the CPU, memory stays' keep_at_work
step 'a whole run' run_whole

echo
printf '%-45s  %-5s  %7s  %s\n' step holds seconds found
printf '%-45s  %-5s  %7s  %s\n' "$(printf '%.0s-' {1..45})" ----- ------- -----
failed=0
for i in "${!steps[@]}"; do
  printf '%-45s  %-5s  %7d  %s\n' "${steps[i]}" "${held[i]}" "${took[i]}" "${found[i]}"
  [[ ${held[i]} == yes ]] || failed=1
done

quoted() {
  sed 's/[\\"]/\\&/g; s/[[:cntrl:]]/ /g; s/.*/"&"/' <<< "$1"
}

{
  echo '{ "steps": ['
  for i in "${!steps[@]}"; do
    ((i == 0)) || echo ,
    printf '{ "step": %s, "holds": %s, "seconds": %d, "found": %s }' "$(quoted "${steps[i]}")" \
      "$([[ ${held[i]} == yes ]] && echo true || echo false)" "${took[i]}" "$(quoted "${found[i]}")"
  done
  echo ' ]'
  for part in devices vectors work; do
    [[ ! -f $scratch/$part.json ]] || { echo ", \"$part\":" && cat "$scratch/$part.json"; }
  done
  [[ ! -f $output/run/speed.json ]] || { echo ', "speed":' && cat "$output/run/speed.json"; }
  echo '}'
} > "$output/check.json"
echo "all figures: $output/check.json"
exit $failed
