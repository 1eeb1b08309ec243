#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Names the C++ files that are not laid out as .clang-format says; fails if there are any.
# Mend them with: scripts/check_format.sh -i
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
mapfile -t files < <(find . \( -path ./build -o -path ./node_modules -o -path ./.git \) -prune \
  -o \( -name '*.cpp' -o -name '*.h' \) -print)
[ "${1:-}" != -i ] || exec clang-format-19 -i "${files[@]}"
bad=$(clang-format-19 --dry-run --Werror "${files[@]}" 2>&1 | grep -oE '^[^: ]+:[0-9]+' |
  sort -u -t: -k1,1)
[ -z "$bad" ] || printf '%s: lay out with scripts/check_format.sh -i\n' $bad
[ -z "$bad" ]
