#!/usr/bin/env bash
# From a fresh checkout to a scored table: installs what is missing (Debian, Ubuntu), builds, shows a card,
# scores examples/cohort.csv.
set -eu
cd "$(dirname "$0")/.."

examples/install-packages.sh g++ cmake ninja-build libtomlplusplus-dev nlohmann-json3-dev libcli11-dev \
  zlib1g-dev libzstd-dev

cmake --preset release -DMETINDEX_TESTS=OFF >/dev/null
cmake --build --preset release --target metindex_tool
tool=build/release/metindex

echo
echo "\$ metindex calc --glucose 92 --insulin 19 --hba1c 5.4"
$tool calc --glucose 92 --insulin 19 --hba1c 5.4
echo
echo "\$ metindex batch examples/cohort.csv"
$tool batch examples/cohort.csv
