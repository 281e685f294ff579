#!/usr/bin/env bash
# same-rows.sh REVISION [REVISION]: whether two versions of this program write the same candidates; the
# second is HEAD where it is not named.
#
# Each is built in a temporary worktree and draws with the bundled model, each generator with each
# localization. All columns of the candidates that both have are compared but run_id, row by row, to
# the last bit. One line a combination. Both compare candidates with the same known points, which the first
# version makes: what a model brings along differs between versions.
# Needs what jobs/ needs, and git. Exit code: 0 where all rows are the same, 1 where a row differs, 2
# where there is nothing to compare.
set -euo pipefail

model=mos2-pbe
generators=(spline-cinn cinn multi-start)
localizations=(gauss-newton adam)
samples=300
seed=11
known=2000

# What the settings of a combination have been called, the newest first: a revision is asked with the
# next line where it does not know the names of the one before. G is the generator, L the localization.
spellings=(
  "generation.generator=G generation.by-generator.G.localization.method=L"
)

fail() {
  echo "error: $*" >&2
  exit 2
}

# generate SIDE OUTPUT GENERATOR LOCALIZATION
generate() {
  local side=$1 output=$2 generator=$3 localization=$4 spelling setting options
  for spelling in "${spellings[@]}"; do
    options=()
    for setting in $spelling; do
      setting=${setting/L/$localization}
      options+=(--set "${setting//G/$generator}")
    done
    if "$work/$side/jobs/generate.sh" --master 'local[2]' -- --model "$model" --data "$work/data" \
      --samples "$samples" --seed "$seed" "${options[@]}" --output "$output" \
      > /dev/null 2> "$work/messages"; then
      return
    fi
    grep -q 'unknown configuration key' "$work/messages" || break
  done
  cat "$work/messages" >&2
  fail "${revisions[side]} draws nothing with $generator and $localization"
}

# The candidates of a run, as text of which a number can be read back to the last bit.
print_rows() {
  local side=$1 output=$2
  "$work/$side/jobs/show.sh" "$output/candidates" --format csv 2> "$work/messages" \
    || { cat "$work/messages" >&2; fail "${revisions[side]} does not print $output"; }
}

# The names, one a line, that both headers hold.
common_columns() {
  comm -12 <(head -n 1 "$1" | tr , '\n' | sort) <(head -n 1 "$2" | tr , '\n' | sort) | grep -vx run_id
}

# Those columns of a table, in that order.
select_columns() {
  awk -F, -v OFS=, '
    FNR == NR { wanted[++count] = $1; next }
    FNR == 1 { for (j = 1; j <= NF; j++) place[$j] = j }
    { for (i = 1; i <= count; i++) printf "%s%s", $place[wanted[i]], i < count ? OFS : ORS }' "$1" "$2"
}

# compare NAME
compare() {
  local name=$1 side rows
  common_columns "$work/0.csv" "$work/1.csv" > "$work/columns"
  for column in model target candidate_id; do
    grep -qx "$column" "$work/columns" || fail "one side has no column $column"
  done
  for side in 0 1; do
    select_columns "$work/columns" "$work/$side.csv" > "$work/$side.rows"
  done
  rows=$(($(wc -l < "$work/0.rows") - 1))
  ((rows > 0)) || fail "$name has no rows"
  if cmp -s "$work/0.rows" "$work/1.rows"; then
    echo "same    $name: $rows rows, $(wc -l < "$work/columns") columns"
  else
    different=$((different + 1))
    echo "DIFFERS $name: $rows rows and $(($(wc -l < "$work/1.rows") - 1)); columns and the first" \
      "rows that differ:"
    head -n 1 "$work/0.rows"
    diff "$work/0.rows" "$work/1.rows" | head -n 7 || true
  fi
}

(($# == 1 || $# == 2)) || fail "usage: same-rows.sh REVISION [REVISION]"
root=$(cd "$(dirname "$(readlink -f "$0")")/../../.." && pwd)
revisions=("$1" "${2-HEAD}")
work=$(mktemp -d "${TMPDIR:-/tmp}/matdesinne-same-rows-XXXXXX")
export MATDESINNE_LOGS=$work/logs

clean_up() {
  for side in 0 1; do
    [[ ! -d $work/$side ]] || git -C "$root" worktree remove --force "$work/$side"
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for side in 0 1; do
  git -C "$root" worktree add -q --detach "$work/$side" "${revisions[side]}" \
    || fail "there is no revision ${revisions[side]}"
  # Builds the application.
  "$work/$side/jobs/generate.sh" --version > /dev/null || fail "${revisions[side]} cannot be built"
  git -C "$work/$side" log -1 --format="$side: %h %s"
done

"$work/0/jobs/ingest.sh" --master 'local[2]' -- --rows "$known" --output "$work/data" \
  > /dev/null 2> "$work/messages" || { cat "$work/messages" >&2; fail "${revisions[0]} makes no data"; }

different=0
for generator in "${generators[@]}"; do
  for localization in "${localizations[@]}"; do
    for side in 0 1; do
      output=$work/runs/$side-$generator-$localization
      generate "$side" "$output" "$generator" "$localization"
      print_rows "$side" "$output" > "$work/$side.csv"
    done
    compare "$generator, $localization"
  done
done
((different == 0)) || exit 1
