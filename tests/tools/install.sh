#!/usr/bin/env bash
# Installs what the tests need beyond Rust, Node 20 and Python 3.11, and only what is missing: without it, no network is used.
#   Debian   chromium, chromium-driver, oathtool (as root or through sudo)
#   target/py     cargo-lambda, zig, SAM CLI, cfn-lint, lxml, shellcheck, as pinned in requirements.txt
#   target/checkov   checkov, as pinned in checkov.txt: it wants older libraries than the SAM CLI
#   target/node   playwright-core, axe-core and oidc-provider, as pinned in package-lock.json
#   target/tools/aws-lambda-rie   the AWS Runtime Interface Emulator, which the SAM CLI carries
#   cargo-nextest; with --full also cargo-deny, cargo-fuzz, schemathesis in target/attacks, wapiti in target/wapiti and
#   ministack in target/rehearsal, as pinned in their lists
set -euo pipefail
cd "$(dirname "$0")/../.."

full=false
[ "${1:-}" = --full ] && full=true

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

debian_packages() {
    local missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    command -v chromedriver >/dev/null || missing+=(chromium-driver)
    command -v oathtool >/dev/null || missing+=(oathtool)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# A copy of what was installed from stands beside it: where the two are the same there is nothing to do.
python_tools() { # where to, and what
    cmp -s "tests/tools/$2" "$1/installed.txt" && return 0
    echo "installing $1"
    python3 -m venv --clear "$1"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "tests/tools/$2"
    cp "tests/tools/$2" "$1/installed.txt"
}

node_tools() {
    cmp -s tests/tools/package-lock.json target/node/installed.json && return 0
    echo "installing target/node"
    mkdir -p target/node
    cp tests/tools/package.json tests/tools/package-lock.json target/node/
    npm ci --prefix target/node --ignore-scripts --no-audit --no-fund --loglevel=error
    cp tests/tools/package-lock.json target/node/installed.json
}

runtime_interface_emulator() {
    local arch=x86_64 from
    [ "$(uname -m)" = aarch64 ] && arch=arm64
    from=$(echo target/py/lib/python3.*/site-packages/samcli/local/rapid/aws-lambda-rie-"$arch")
    cmp -s "$from" target/tools/aws-lambda-rie && return 0
    mkdir -p target/tools
    install -m 755 "$from" target/tools/aws-lambda-rie
}

cargo_tools() {
    command -v cargo-nextest >/dev/null || cargo install --quiet --locked cargo-nextest
    if $full; then
        command -v cargo-deny >/dev/null || cargo install --quiet --locked cargo-deny
        command -v cargo-fuzz >/dev/null || cargo install --quiet --locked cargo-fuzz
    fi
}

mkdir -p target
debian_packages
python_tools target/py requirements.txt
python_tools target/checkov checkov.txt
if $full; then
    python_tools target/attacks attacks.txt
    python_tools target/wapiti wapiti.txt
    python_tools target/rehearsal rehearsal.txt
fi
node_tools
runtime_interface_emulator
cargo_tools
