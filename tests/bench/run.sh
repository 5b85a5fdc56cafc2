#!/usr/bin/env bash
# Builds the functions as they are released and prints what they weigh: `bash tests/bench/run.sh [FUNCTION ...]`.
# With no names, or with give-consent among them, also its cold start beside the same handler in Node and in Python; with sign-in,
# rollover-licence, load-roster or pack-transfer, what their work takes. `bash tests/bench/run.sh roster` only reads pupil files, beside expat and Python;
# `bash tests/bench/run.sh strangers` only compares how long answers about known and unknown addresses take;
# `bash tests/bench/run.sh cost` only counts what a year of a thousand learners costs.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The peers, with the SDK and runtime client that AWS gives their languages; the one in Node bundled, as is usual there.
peers() {
    local from=tests/bench/peers to=target/peers
    mkdir -p "$to"
    if ! cmp -s "$from/package-lock.json" "$to/installed.json"; then
        cp "$from/package.json" "$from/package-lock.json" "$to/"
        npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund --loglevel=error
        cp "$from/package-lock.json" "$to/installed.json"
    fi
    cp "$from/open-link.mjs" "$to/source.mjs"
    "$to/node_modules/.bin/esbuild" "$to/source.mjs" --bundle --minify --platform=node --target=node20 --format=esm \
        --banner:js="import{createRequire}from'node:module';const require=createRequire(import.meta.url);" \
        --outfile="$to/open-link.mjs" --log-level=warning
    if ! cmp -s "$from/requirements.txt" "$to/installed.txt"; then
        python3 -m venv --clear "$to/py"
        "$to/py/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$from/requirements.txt"
        cp "$from/requirements.txt" "$to/installed.txt"
    fi
}
# These need no released function.
case "${1:-}" in roster | strangers | cost) alone=$1 ;; *) alone= ;; esac
[ -n "$alone" ] || peers

# For this machine's own processor, and without the check that would add a target to its toolchain.
export PATH="$PWD/target/py/bin:$PATH"
if [ $# -eq 0 ] || [ "$alone" = roster ]; then
    cargo build --release --quiet --locked --package roster --example pace
fi
if [ $# -eq 0 ]; then
    cargo functions --skip-target-check
elif [ -z "$alone" ]; then
    cargo lambda build --release --locked --skip-target-check --package empty "${@/#/--package=}"
fi
cargo build --quiet --locked --workspace --example bench --profile stack
target/stack/examples/bench "$@"
