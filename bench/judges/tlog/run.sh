#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes logs of several sizes, has the Go packages judge them, then changes one byte at a time and
# wants each change refused. Usage: run.sh BUILD_FOLDER (one where `ninja audit_sample` works).
set -eu
build=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ninja -C "$build" audit_sample >/dev/null
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/cache" \
  go build -o "$work/judge" "$here/judge.go"

for size in 0 1 255 256 257 300 5000 70000; do
  key=$("$build/libs/audit/audit_sample" "$work/log$size" "$size")
  "$work/judge" "$work/log$size" "$key"
done

changes=0
for file in $(cd "$work/log300" && find . -type f); do
  path=$work/log300/$file
  cp "$path" "$work/good"
  bytes=$(wc -c <"$path")
  for share in 0 13 29 50 71 99; do
    at=$((bytes * share / 100))
    old=$(od -An -tu1 -j "$at" -N 1 "$path" | tr -d ' ')
    printf "\\$(printf %o $((old ^ 1)))" | dd of="$path" bs=1 seek="$at" conv=notrunc 2>/dev/null
    if "$work/judge" "$work/log300" "$key" >/dev/null; then
      echo "accepted a change of byte $at of $file" && exit 1
    fi
    cp "$work/good" "$path"
    changes=$((changes + 1))
  done
done
"$work/judge" "$work/log300" "$key"
echo "refused: all $changes changes"
