# SPDX-License-Identifier: MIT
# Sourced by ./run and ./test: brings the machine to the state that a build needs. Doing it again
# costs a second and changes nothing.

export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
jobs=$(nproc)

# install_packages FILE...: installs the Debian packages named in the files, if any is missing.
install_packages() {
  local wanted missing=() package
  mapfile -t wanted < <(grep -hv '^#' "$@")
  for package in "${wanted[@]}"; do
    # Node from elsewhere brings its own npm, and Debian's cannot be installed beside it.
    [ "$package" != npm ] || ! command -v npm >/dev/null || continue
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
      echo "These Debian packages are missing. Install them as root, then try again:" >&2
      echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
      return 1
    }
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} Debian packages"
  "${as_root[@]}" apt-get update -qq || return
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# install_npm_packages: what package-lock.json names, when it changed. No install script ever runs.
install_npm_packages() {
  local stamp=node_modules/.openmash-lock hash
  hash=$(cat package.json package-lock.json .npmrc | sha256sum)
  [ "$(cat "$stamp" 2>/dev/null)" != "$hash" ] || return 0
  echo "Installing npm packages"
  npm ci --ignore-scripts --loglevel=error || return
  echo "$hash" >"$stamp"
}

# build PRESET [TARGET...]: configures and compiles, quietly unless something is wrong.
build() {
  local preset=$1 targets=()
  [ $# -lt 2 ] || targets=(--target "${@:2}")
  echo "Building ($preset)"
  cmake --preset "$preset" >"build/$preset-configure.log" || {
    cat "build/$preset-configure.log"
    return 1
  }
  local quiet=()
  [ -t 1 ] || quiet=(-- --quiet)
  cmake --build --preset "$preset" -j "$jobs" "${targets[@]}" "${quiet[@]}"
}
mkdir -p build
