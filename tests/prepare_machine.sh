#!/usr/bin/env bash
# Makes sure that what the tests drive is on this machine: with root and apt it is installed,
# elsewhere what is missing is named and the tests that need it skip themselves by name.
set -euo pipefail

has_command() { command -v "$1" >/dev/null; }
has_library() { ldconfig -p | grep -q "$1"; }
has_postgresql() { has_command initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_arabic() { compgen -G '/usr/share/fonts/*/noto/NotoSansArabic-*' >/dev/null; }

PATH="$PATH:/usr/sbin:/sbin"
missing=()
has_command chromium-headless-shell || missing+=(chromium-headless-shell)
has_postgresql || missing+=(postgresql)
has_command redis-server || missing+=(redis-server)
has_command nginx || missing+=(nginx)
has_library libpango-1.0.so.0 || missing+=(libpango-1.0-0)
has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
has_library libharfbuzz-subset.so.0 || missing+=(libharfbuzz-subset0)
has_arabic || missing+=(fonts-noto-core)

[ "${#missing[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ] || ! has_command apt-get; then
  echo "Not on this machine: ${missing[*]}. The tests that need them are skipped." >&2
  exit 0
fi

# The tests start their own servers; the packages' own are not wanted running beside them.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
echo "Installing for the tests: ${missing[*]}"
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
