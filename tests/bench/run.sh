#!/usr/bin/env bash
# Builds the functions as they are released and prints what they weigh: `bash tests/bench/run.sh [FUNCTION ...]`.
set -euo pipefail
cd "$(dirname "$0")/../.."

packages=(--workspace)
if [ $# -gt 0 ]; then
    packages=(--package empty)
    for name in "$@"; do packages+=(--package "$name"); done
fi
# For this machine's own processor, and without the check that would add a target to its toolchain.
PATH="$PWD/target/py/bin:$PATH" cargo lambda build --release --locked --skip-target-check "${packages[@]}"
cargo run --quiet --locked --package tests --example weights -- "$@"
