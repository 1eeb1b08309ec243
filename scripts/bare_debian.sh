#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Proves that ./run and ./test need nothing but Debian 12 and npm: makes a bare Debian in a folder,
# clones the committed tree into it and runs both there. Needs root and debootstrap.
#
# usage: scripts/bare_debian.sh DIR [run] [test]      (both unless named; DIR is kept for next time)
#
# Mirror, certificates and npm settings are this machine's own, read when it runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=${1:?usage: scripts/bare_debian.sh DIR [run] [test]}
shift
steps=("${@:-run test}")

make_debian() {
  local mirror
  mirror=$(find /etc/apt -name '*.list' -o -name '*.sources' | xargs awk \
    '$1 == "URIs:" || $1 == "deb" {print $2; exit}')
  debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror"
  cp -r /etc/apt/sources.list.d "$root/etc/apt/"
  cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || : >"$root/etc/apt/sources.list"
  apt-config dump Acquire >"$root/etc/apt/apt.conf.d/90machine"
  # No service may start while packages are installed: the proof starts what it needs itself.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
}

copy_network_settings() {
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/machine.crt"
  local key value
  echo "cafile=/etc/ssl/machine.crt" >"$root/root/.npmrc"
  for key in registry proxy https-proxy noproxy; do
    value=$(npm config get "$key")
    case $value in null | undefined | "") ;; *) echo "$key=$value" >>"$root/root/.npmrc" ;; esac
  done
}

clone_tree() {
  rm -rf "$root/srv/openmash.new"
  git clone -q "file://$PWD" "$root/srv/openmash.new"
  # What an earlier proof built stays, so that a second one also shows that both are idempotent.
  local kept
  for kept in build node_modules; do
    [ ! -e "$root/srv/openmash/$kept" ] || mv "$root/srv/openmash/$kept" "$root/srv/openmash.new/"
  done
  rm -rf "$root/srv/openmash" "$root/srv/shared"
  mv "$root/srv/openmash.new" "$root/srv/openmash"
  [ ! -d ../shared ] || cp -r ../shared "$root/srv/"
}

inside() {
  # A process namespace of its own: whatever is still running at the end ends with it.
  unshare --mount --pid --fork bash -c '
    set -e
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount -t tmpfs tmpfs "$1/dev/shm"
    exec chroot "$1" /usr/bin/env -i HOME=/root CI=true LANG=C.UTF-8 \
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      bash -c "cd /srv/openmash && $2"' bash "$root" "$1"
}

[ "$(id -u)" = 0 ] || { echo "bare_debian.sh: must run as root" >&2; exit 1; }
[ -e "$root/etc/debian_version" ] || make_debian
copy_network_settings
clone_tree
for step in ${steps[*]}; do
  case $step in
    run) command="./run --build-only" ;;
    test) command="./test" ;;
    *) echo "bare_debian.sh: unknown step: $step" >&2; exit 2 ;;
  esac
  started=$SECONDS
  status=0
  inside "$command" || status=$?
  echo "bare_debian.sh: $command: exit $status after $((SECONDS - started)) s"
  [ "$status" = 0 ] || exit "$status"
done
