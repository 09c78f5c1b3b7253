#!/usr/bin/env bash
# installed.sh BUILD SOURCE COMPILER: installs into a fresh folder, builds examples/embedding against that copy,
# once through CMake and once through pkg-config, and compares what it prints.
set -eu
build=$1 source=$2 compiler=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags=$(sed -n 's/^CMAKE_CXX_FLAGS:STRING=//p' "$build/CMakeCache.txt")  # a sanitized library needs its runtime

cmake --install "$build" --prefix "$work/prefix" >/dev/null
cmake -S "$source/examples/embedding" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$work/prefix" \
  -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" >/dev/null
cmake --build "$work/cmake" >/dev/null
"$work/cmake/embedding" | diff -u "$source/examples/embedding/expected.txt" -

pc=$(dirname "$(find "$work/prefix" -name metindex.pc)")
# shellcheck disable=SC2046,SC2086  # flags are lists of words
"$compiler" -std=c++20 $flags "$source/examples/embedding/embedding.cpp" \
  $(PKG_CONFIG_PATH="$pc" pkg-config --cflags --libs metindex) -o "$work/embedding"
"$work/embedding" | diff -u "$source/examples/embedding/expected.txt" -

# The README's program, put into a main().
{
  echo '#include <metindex/metindex.hpp>'
  echo 'int main() {'
  sed -n '/^```cpp$/,/^```$/p' "$source/README.md" | grep -v -e '^```' -e '^#include'
  echo 'return homa->value && band ? 0 : 1; }'
} >"$work/readme.cpp"
# shellcheck disable=SC2046,SC2086
"$compiler" -std=c++20 $flags "$work/readme.cpp" \
  $(PKG_CONFIG_PATH="$pc" pkg-config --cflags --libs metindex) -o "$work/readme"
"$work/readme"

"$work/prefix/bin/metindex" convert 48 mmol/mol % --analyte hba1c | grep -qx '6.543 %'
