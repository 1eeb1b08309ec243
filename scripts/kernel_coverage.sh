#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How much of the policy kernel its tests go through: each branch, and each condition shown to
# decide on its own (MC/DC), by clang's coverage. Fails below the whole of either.
#
# usage: scripts/kernel_coverage.sh     (installs Debian's llvm-19 if it is missing)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v llvm-cov-19 >/dev/null || apt-get install -y -q llvm-19 >/dev/null
cmake --preset dev >/dev/null
cmake --build --preset dev --target mash_base -- --quiet
out=build/coverage
mkdir -p "$out"
clang++-19 -std=c++20 -O0 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc \
  -Ilibs/policy/include -Ilibs/policy/src -Ilibs/base/include -o "$out/policy_test" \
  libs/policy/src/kernel.cpp libs/policy/src/*_test.cpp build/dev/libs/base/libmash_base.a \
  -lgtest_main -lgmock -lgtest -lpthread -lfmt -licuuc -licui18n
LLVM_PROFILE_FILE=$out/policy.profraw "$out/policy_test" --gtest_brief=1
llvm-profdata-19 merge -o "$out/policy.profdata" "$out/policy.profraw"
llvm-cov-19 export -summary-only "$out/policy_test" -instr-profile="$out/policy.profdata" \
  libs/policy/src/kernel.cpp >"$out/summary.json"
python3 - "$out/summary.json" <<'END'
import json, sys
totals = json.load(open(sys.argv[1]))["data"][0]["totals"]
whole = True
for what, words in (("branches", "branches"), ("mcdc", "conditions that decide on their own")):
    covered, count = totals[what]["covered"], totals[what]["count"]
    print(f"kernel: {covered} of {count} {words}")
    whole = whole and count > 0 and covered == count
sys.exit(0 if whole else 1)
END
