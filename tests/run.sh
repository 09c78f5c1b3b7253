#!/usr/bin/env bash
# Everything that must hold: installs what is missing (Debian, Ubuntu), then
#   quickstart  examples/quickstart.sh: builds the tool and scores a table
#   release     what is shipped, GCC's warnings as errors: unit tests, command-line cases, README, examples,
#               installed copy
#   asan        the same with clang 19, its warnings as errors, address and undefined-behaviour sanitizers
#   tsan        batch cases that put all threads to work, with clang 19's thread sanitizer; findings of clang-tidy are errors
#   fuzz        not by default: libFuzzer, a fixed number of runs each; longer: tests/fuzz/run.sh TARGET SECONDS
#   lint        formatting and shell scripts
# run.sh STEP ... runs those steps only.
set -eu
cd "$(dirname "$0")/.."

examples/install-packages.sh g++ cmake ninja-build libtomlplusplus-dev nlohmann-json3-dev libcli11-dev doctest-dev \
  zlib1g-dev libzstd-dev zstd clang-19 libclang-rt-19-dev clang-tidy-19 clang-format-19 shellcheck pkg-config jq \
  node-csv-spectrum

# Published check values and real files, where they lie beside the checkout; tests that need them skip otherwise.
[ ! -d ../shared/science ] || export METINDEX_SCIENCE="${METINDEX_SCIENCE:-$PWD/../shared/science}"
[ ! -d ../shared/data ] || export METINDEX_DATA="${METINDEX_DATA:-$PWD/../shared/data}"

build() {
  cmake --preset "$1" -DMETINDEX_TESTS=ON -DMETINDEX_DEV=ON >/dev/null
  cmake --build --preset "$1"
}

for step in "${@:-quickstart release asan tsan lint}"; do
  for name in $step; do
    echo "== $name"
    case $name in
      quickstart)
        cmake --preset release -DMETINDEX_DEV=ON >/dev/null  # so that the step release builds on what it built
        examples/quickstart.sh ;;
      dev | asan | release) build "$name"; ctest --preset "$name" ;;
      tsan)
        cmake --preset tsan >/dev/null
        cmake --build --preset tsan --target metindex_tool
        ctest --preset tsan ;;
      fuzz) build fuzz; tests/fuzz/run.sh ;;
      lint)
        git ls-files '*.cpp' '*.hpp' | xargs clang-format-19 --dry-run --Werror
        git ls-files '*.sh' .ci/run | xargs shellcheck ;;
      *) echo "run.sh: no step is called '$name'" >&2; exit 2 ;;
    esac
  done
done
