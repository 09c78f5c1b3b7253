#!/usr/bin/env bash
# From a fresh checkout to a scored table: installs what is missing (Debian, Ubuntu), builds, shows a card,
# scores examples/cohort.csv.
set -eu
cd "$(dirname "$0")/.."

need=(g++ cmake ninja-build libtomlplusplus-dev nlohmann-json3-dev libcli11-dev)
missing=()
for package in "${need[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  echo "installing ${missing[*]}"
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

cmake --preset release -DMETINDEX_TESTS=OFF >/dev/null
cmake --build --preset release --target metindex_tool
tool=build/release/metindex

echo
echo "\$ metindex calc --glucose 92 --insulin 19 --hba1c 5.4"
$tool calc --glucose 92 --insulin 19 --hba1c 5.4
echo
echo "\$ metindex batch examples/cohort.csv"
$tool batch examples/cohort.csv
