#!/usr/bin/env bash
# cases-for-root.sh: what a job says where the machine does not let it work. Needs root, for mounts and
# for other users, and so is no part of the build's tests; the checkout must be readable for others.
#
# Every case: the exit code, the last line, and of a failure at most three lines on standard error.
set -uo pipefail

((EUID == 0)) || { echo "run this as root" >&2; exit 2; }
root=$(cd "$(dirname "$(readlink -f "$0")")/../../.." && pwd)
work=$(mktemp -d /var/tmp/matdesinne-cases-XXXXXX)
chmod 755 "$work"
stranger=(setpriv --reuid 12345 --regid 12345 --clear-groups)
passed=0 failed=0

clean_up() {
  umount "$work"/*/ 2> /dev/null
  rm -rf "$work"
}
trap clean_up EXIT

# expect NAME CODE PATTERN COMMAND...
expect() {
  local name=$1 code=$2 pattern=$3 got lines
  shift 3
  timeout 600 "$@" > "$work/out" 2> "$work/err" < /dev/null
  got=$?
  lines=$(wc -l < "$work/err")
  if ((got == code && (code == 0 || lines <= 3))) && tail -n 1 "$work/err" "$work/out" | grep -qE -- "$pattern"; then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "FAILED  $name: exit code $got, not $code, or not '$pattern', or $lines lines:"
    head -n 20 "$work/err" | sed 's/^/        /'
  fi
}

generate=("$root/jobs/generate.sh" --model mos2-pbe --targets 0.5)
points=3.16,3.16,12.3,90,90,120,0

mkdir "$work"/{small,read-only,closed,other}
"$root/jobs/show.sh" --version > /dev/null

mount -t tmpfs -o size=200k tmpfs "$work/small"
expect "a full disk" 2 'there is no space left' \
  "${generate[@]}" --samples 2000 --output "$work/small/run"
mount -o remount,size=64m "$work/small"
expect "the same command, once there is space" 0 'candidates in ' \
  "${generate[@]}" --samples 2000 --output "$work/small/run"

mount -t tmpfs -o ro tmpfs "$work/read-only"
expect "a disk that is only for reading" 2 'cannot be made: its file system is read-only' \
  "${generate[@]}" --samples 20 --output "$work/read-only/run"

echo "$points" > "$work/closed/x.csv"
echo 1.29 > "$work/other/y.csv"
echo "$points" > "$work/other/x.csv"
chmod 600 "$work/other/x.csv"
chmod 700 "$work/closed"
export HOME=/var/empty
expect "an output that this user may not write" 2 'this user may not|cannot be made' \
  "${stranger[@]}" "${generate[@]}" --samples 20 --output "$work/run"
expect "a file that this user may not read" 2 'x.csv.*[Pp]ermission|may not read' \
  "${stranger[@]}" "$root/jobs/ingest.sh" --x "$work/other/x.csv" --y "$work/other/y.csv" --output /var/tmp/none
expect "a folder that this user may not enter" 2 "may not read $work/closed" \
  "${stranger[@]}" "$root/jobs/ingest.sh" --x "$work/closed/x.csv" --y "$work/other/y.csv" --output /var/tmp/none
expect "help for a user without a name or home" 0 '' \
  "${stranger[@]}" "$root/jobs/generate.sh" --help
mkdir "$work/strangers"
chown 12345 "$work/strangers"
expect "a job of a user without a name or home" 0 'candidates in ' \
  "${stranger[@]}" "${generate[@]}" --samples 20 --output "$work/strangers/run"
# Spark's own workers write below its home.
mkdir "$work/strangers/spark"
cp -r "$root/target/spark/bin" "$work/strangers/spark/bin"
ln -s "$root/target/spark/jars" "$root/target/spark/conf" "$work/strangers/spark"
chown 12345 "$work/strangers/spark"
expect "executors of a user without a name or home" 0 'candidates in ' \
  "${stranger[@]}" env SPARK_HOME="$work/strangers/spark" "$root/jobs/generate.sh" \
  --master 'local-cluster[1,1,1024]' --conf 'spark.executor.extraJavaOptions=-Dkept=yes' -- \
  "${generate[@]:1}" --samples 20 --output "$work/strangers/executors"
unset HOME
export HOME=/root

expect "temporary files where nothing may be executed" 2 'java.io.tmpdir' \
  unshare -m bash -c 'mount -t tmpfs -o noexec tmpfs /tmp && exec "$@"' - \
  "${generate[@]}" --samples 20 --output "$work/noexec"
mkdir "$work/natives"
mount -t tmpfs -o noexec,mode=700 tmpfs "$work/natives"
expect "natives where nothing may be executed" 2 'ENGINE_CACHE_DIR' \
  env ENGINE_CACHE_DIR="$work/natives" "${generate[@]}" --samples 20 --output "$work/noexec"

mkdir -p "$work/planted/pytorch"
chown -R 12345 "$work/planted"
expect "a library of somebody else's" 2 'no native library is loaded from' \
  env ENGINE_CACHE_DIR="$work/planted" "${generate[@]}" --samples 20 --output "$work/with-planted"
expect "a version of PyTorch that others set" 0 'candidates in ' \
  env PYTORCH_VERSION=2.5.0 "${generate[@]}" --samples 20 --output "$work/other-version"

for half in noexec with-planted read-only/run; do
  if [[ -e $work/$half/_manifest.json || -e $work/$half/candidates ]]; then
    failed=$((failed + 1))
    echo "FAILED  something half written in $half"
  fi
done
echo "$passed passed, $failed failed"
((failed == 0))
