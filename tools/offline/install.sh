#!/bin/sh
# Installs aidscore {version} from this folder without network: sh install.sh [FOLDER]
# FOLDER is where it goes: left out, the folder venv beside this file, or one in the home folder if nothing can be
# written here. PYTHON=/path/to/python3 names another Python.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ -w "$here" ]; then
    default=$here/venv
else
    default=$HOME/.local/share/aidscore/venv
fi
target=${1:-$default}
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(not {oldest} <= sys.version_info[:2] <= {newest})' || {
    echo "install: aidscore needs Python {pythons}; name one: PYTHON=/path/to/python3 sh install.sh" >&2
    exit 1
}
"$python" -m venv --clear "$target" || {
    echo "install: '$python -m venv' failed; on Debian and Ubuntu the package python3-venv is needed" >&2
    exit 1
}
"$target/bin/python" -m pip --isolated --disable-pip-version-check install --quiet --no-index \
    --find-links "$here/wheels" "aidscore=={version}"
"$target/bin/aidscore" --version
echo "install: the command is $target/bin/aidscore"
