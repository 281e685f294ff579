#!/usr/bin/env bash
# benchmark-problems.sh OUTPUT [PROBLEM...]
#
# Three analytic problems, each generator trained three times: the expected least squared error by the true
# simulator among T proposals, r_T, in variances of the training rows (Ren, Padilla and Malof, NeurIPS 2020),
# mean over ten targets. Prints a table of Markdown: the median of three trainings, the least and the greatest.
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
output=${1:?give a folder for the outputs}
shift
problems=("$@")
[[ ${#problems[@]} -gt 0 ]] || problems=(sine-wave robotic-arm ballistics)

# Ten targets each, drawn by the distribution of the data.
targets() {
  case $1 in
    sine-wave) echo --targets 1.587,0.161,-1.209,-1.924,0.074,0.102,0.372,0.047,-1.364,0.17 ;;
    ballistics) echo --targets 5.27,5.867,6.826,6.503,6.678,2.782,4.574,4.542,4.362,9.572 ;;
    robotic-arm)
      for end in 1.578,-0.524 0.519,1.326 1.269,0.808 0.112,1.072 1.76,-0.649 -0.018,-0.291 1.68,0.497 \
        1.713,0.222 1.165,-0.806 1.187,0.892; do
        echo --target "x=${end%,*},y=${end#*,}"
      done
      ;;
  esac
}

echo "| problem | generator | proposals | T = 1 | T = 50 |"
echo "|---|---|---|---|---|"
for problem in "${problems[@]}"; do
  # shellcheck disable=SC2046 # each is a word of its own
  "$root/jobs/benchmark.sh" --config "$root/examples/$problem/$problem.conf" \
    --models spline-cinn,mdn,multi-start --repeats 3 $(targets "$problem") --samples 200 \
    --set benchmark.oracle-sample=200 --output "$output/$problem" > /dev/null
  "$root/jobs/show.sh" "$output/$problem/metrics" --format csv --limit 100000 \
    --where "metric in ('oracle_best_of_1', 'oracle_best_of_50')" \
    --columns model,stage,metric,repeat,value |
    awk -F, -v problem="$problem" '
      NR > 1 { key = $1 "," $2 "," $3 "," $4; sum[key] += $5; count[key]++ }
      END { for (key in sum) print problem "," key "," sum[key] / count[key] }' |
    sort -t, -k2,2r -k3,3r -k4,4 -k6,6g |
    awk -F, '
      function cell(values,  part) {
        split(values, part, " ")
        return sprintf("%.1e (%.1e to %.1e)", part[2], part[1], part[3])
      }
      { key = $1 " | " $2 " | " $3; if (!(key in seen)) { seen[key] = 1; order[++n] = key }
        all[key, $4] = all[key, $4] " " $6 }
      END { for (i = 1; i <= n; i++) print "| " order[i] " | " \
        cell(all[order[i], "oracle_best_of_1"]) " | " cell(all[order[i], "oracle_best_of_50"]) " |" }'
done
