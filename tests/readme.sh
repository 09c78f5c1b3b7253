#!/usr/bin/env bash
# readme.sh TOOL: runs every command of the README's console blocks ("$ " lines, in examples/) and compares
# what it prints, standard error included, with what the README shows. UPDATE=1 rewrites the README.
set -eu
tool=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$tool" "$work/bin/metindex"
cp -r "$root/examples" "$work/examples"

# The README again, with the output of its commands as it is today.
inside=no
while IFS= read -r line || [ -n "$line" ]; do
  case $inside:$line in
    no:'```console') inside=yes; printf '%s\n' "$line" ;;
    yes:'```') inside=no; printf '%s\n' "$line" ;;
    yes:'$ '*)
      printf '%s\n' "$line"
      (cd "$work/examples" && env -u NO_COLOR -u COLUMNS PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 bash -c "${line#\$ }" </dev/null 2>&1) || true ;;
    yes:*) ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$root/README.md" >"$work/README.md"

# The index of the README is a whole one, but for its reference.
sed -n '/^```toml$/,/^```$/p' "$root/README.md" | grep -v '^```' >"$work/block.toml"
printf '[[reference]]\nid = "our_lab_2026"\ntext = "handbook"\nlocator = "section Insulin"\n' >>"$work/block.toml"
"$tool" check --catalogue "$work/block.toml" --index insulin_per_bmi >/dev/null

grep -q '^\$ metindex' "$root/README.md" || { echo "README.md has no command to run"; exit 1; }
if [ "${UPDATE:-}" = 1 ]; then
  cp "$work/README.md" "$root/README.md"
else
  diff -u "$root/README.md" "$work/README.md"
fi
