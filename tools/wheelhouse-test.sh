#!/bin/sh
# Installs from the folder of `make wheelhouse` without network and uses the command: sh tools/wheelhouse-test.sh PYTHON
# The network is taken away by a network namespace. Where none may be made, pip has no index all the same, and the last
# line says so.
set -eu
python=$(command -v "$1")
project=$(pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

if unshare --net true 2>/dev/null; then
    offline='unshare --net'
    how='in a namespace without network'
elif unshare --map-root-user --net true 2>/dev/null; then
    offline='unshare --map-root-user --net'
    how='in a namespace without network'
else
    offline=''
    how='with the network there, since no namespace may be made here'
fi
alone() {
    $offline env -i PATH="$PATH" HOME="$room" LANG=C.UTF-8 PIP_CONFIG_FILE=/dev/null PYTHON="$python" "$@"
}

folder="$room/离线 安装"
cp -R "$project"/build/wheelhouse/aidscore-*-offline "$folder"
cp -R "$project/examples/pilot-city" "$room/检查 记录"
alone sh "$folder/install.sh"

cd "$room"
status=0
alone "$folder/venv/bin/aidscore" --lang zh batch "检查 记录" -o "汇总表.xlsx" >"$room/batch.txt" 2>&1 || status=$?
if [ $status -ne 1 ] || ! [ -s "汇总表.xlsx" ]; then # one record of the example is broken on purpose
    cat "$room/batch.txt" >&2
    echo "wheelhouse-test: aidscore ended with $status, expected 1 and a workbook" >&2
    exit 1
fi
alone "$folder/venv/bin/aidscore" form make legal-aid-service@1.0 -q -o "评分表.xlsx"
echo "wheelhouse-test: installed and used $how"
