#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds every target named *_fuzz and feeds each invented input for some time.
#
# usage: scripts/fuzz.sh [SECONDS_EACH]     (60 unless told otherwise)
#
# A target begins with the files of the folder NAME_seeds beside it, if there is one. What it learns
# stays in build/fuzz/corpus. The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
seconds=${1:-60}
cmake --preset fuzz >/dev/null || exit
mapfile -t targets < <(ninja -C build/fuzz -t targets all | grep -v '^cmake_' |
  sed -n 's/^\([a-z_]*_fuzz\): phony$/\1/p')
[ ${#targets[@]} -gt 0 ] || { echo "fuzz.sh: no targets" >&2; exit 1; }
cmake --build --preset fuzz --target "${targets[@]}" || exit
passed=0 failed=0
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target
  mkdir -p "$corpus"
  program=$(find build/fuzz -name "$target" -type f -perm -u+x)
  mapfile -t seeds < <(find libs gate hub packages pipeline server -type d \
    -name "${target%_fuzz}_seeds")
  if "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$corpus-" "$corpus" "${seeds[@]}" >"$corpus.log" 2>&1; then
    echo "$target: $(grep -oE 'number_of_executed_units: [0-9]+' "$corpus.log") without a fault"
    passed=$((passed + 1))
  else
    tail -n 60 "$corpus.log"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
