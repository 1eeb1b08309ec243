#!/bin/sh
# SPDX-License-Identifier: MIT
# Starts and stops a private PostgreSQL server for tests and trials; its data are thrown away.
#   scripts/postgres.sh start DIR   starts one in DIR and prints its URL
#   scripts/postgres.sh stop DIR    stops it
# It listens on a Unix socket in DIR and on a free port of 127.0.0.1. Anybody on this machine may
# sign in: keep nothing real in it.
set -eu

bin=${PG_BIN:-/usr/lib/postgresql/15/bin}

usage() {
  sed -n '3,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  python3 -c 'import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])'
}

initialise() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir"; fi
  as_postgres chmod 700 "$dir"
  [ -s "$dir/data/PG_VERSION" ] ||
    as_postgres "$bin/initdb" -D "$dir/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 \
      --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
}

url() {
  echo "postgresql://postgres@127.0.0.1:$1/postgres"
}

start() {
  initialise
  if as_postgres "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
    url "$(sed -n 4p "$dir/data/postmaster.pid")"
    return
  fi
  # Another program may take the port between the choice and the use: then choose again.
  for _ in 1 2 3; do
    port=$(free_port)
    if as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 -s \
      -o "-p $port -k '$dir' -c listen_addresses=127.0.0.1 -c max_connections=200" \
      start >/dev/null 2>&1; then
      url "$port"
      return
    fi
  done
  cat "$dir/server.log" >&2
  exit 1
}

stop() {
  [ -s "$dir/data/postmaster.pid" ] || return 0
  as_postgres "$bin/pg_ctl" -D "$dir/data" -m fast -w -s stop >/dev/null
}

[ $# -eq 2 ] || usage
dir=$2
case $1 in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
