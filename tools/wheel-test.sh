#!/bin/sh
# Builds the sdist, the wheel from the sdist, installs the wheel into a fresh venv and uses it from an empty folder.
set -eu
python=$1
project=$(pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

"$python" -m build --no-isolation --outdir "$room/dist" >"$room/build.log" 2>&1 || { cat "$room/build.log" >&2; exit 1; }
"$python" -m venv "$room/venv"
"$room/venv/bin/python" -m pip install --quiet --constraint "$project/constraints.txt" "$room"/dist/*.whl

mkdir "$room/empty"
cd "$room/empty"
"$room/venv/bin/aidscore" --version
"$room/venv/bin/aidscore" standard list >"$room/standards.txt"
cat "$room/standards.txt"
for standard in "$project"/standards/*/*.yaml; do
    name=$(basename "$(dirname "$standard")")
    grep -q "$name" "$room/standards.txt" || { echo "wheel-test: the wheel does not know $name" >&2; exit 1; }
done
ls "$room"/venv/lib/python3*/site-packages/aidscore/locale/zh_CN/LC_MESSAGES/aidscore.mo >/dev/null
echo "wheel-test: $(basename "$room"/dist/*.whl), built from $(basename "$room"/dist/*.tar.gz), runs from an empty folder"
