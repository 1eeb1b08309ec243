#!/bin/sh
# SPDX-License-Identifier: MIT
# Starts and stops a private ClamAV daemon for tests. It knows one thing as malicious: the words
# OPENMASH-TEST-MALWARE-MARKER.
#   scripts/clamd.sh start DIR   starts one in DIR and prints its Unix socket
#   scripts/clamd.sh stop DIR    stops it
# Debian's clamav-daemon brings a service and one that fetches signatures, which tests need not
# have: where it is not installed its package is only unpacked, into build/clamav.
set -eu

marker=4f50454e4d4153482d544553542d4d414c574152452d4d41524b4552

usage() {
  sed -n '3,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

unpack() {
  [ ! -x "$1/root/usr/sbin/clamd" ] || return 0
  mkdir -p "$1"
  (cd "$1" && { apt-get download -qq clamav-daemon || { apt-get update -qq &&
    apt-get download -qq clamav-daemon; }; }) >"$1/log" 2>&1 || { cat "$1/log" >&2; exit 1; }
  rm -rf "$1/part"
  dpkg-deb -x "$1"/clamav-daemon_*.deb "$1/part"
  mv -T "$1/part" "$1/root"
}

find_clamd() {
  if [ -x /usr/sbin/clamd ]; then
    echo /usr/sbin/clamd
    return
  fi
  build=$(cd "$(dirname "$0")/.." && pwd)/build/clamav
  unpack "$build"
  echo "$build/root/usr/sbin/clamd"
}

start() {
  clamd=$(find_clamd)
  mkdir -p "$dir/signatures"
  dir=$(cd "$dir" && pwd)
  echo "Test.Marker:0:*:$marker" >"$dir/signatures/test.ndb"
  printf '%s\n' "LocalSocket $dir/socket" "DatabaseDirectory $dir/signatures" \
    "PidFile $dir/pid" "LogFile $dir/log" >"$dir/clamd.conf"
  # It comes back once it listens.
  "$clamd" -c "$dir/clamd.conf" >"$dir/said" 2>&1 || { cat "$dir/said" >&2; exit 1; }
  echo "$dir/socket"
}

[ $# -eq 2 ] || usage
dir=$2
case $1 in
  start) start ;;
  stop) [ ! -s "$dir/pid" ] || kill "$(cat "$dir/pid")" ;;
  *) usage ;;
esac
