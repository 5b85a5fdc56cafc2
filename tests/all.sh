#!/usr/bin/env bash
# Everything that must hold, in one command: `bash tests/all.sh`. Installs what it needs, stops at the first step that fails.
# --full also builds the functions as they are released, checks the dependencies, runs the races hundreds of times and the benchmarks.
set -euo pipefail
cd "$(dirname "$0")/.."

full=false
case "${1:-}" in
    '') ;;
    --full) full=true ;;
    *) echo "usage: bash tests/all.sh [--full]" >&2; exit 2 ;;
esac

export CARGO_TERM_COLOR=never NO_COLOR=1 SAM_CLI_TELEMETRY=0
# What is built once needs no increments: they cost gigabytes.
[ "${CI:-}" != true ] || export CARGO_INCREMENTAL=0

summary=()
current=none

finish() {
    local status=$?
    printf '\n== summary\n'
    [ ${#summary[@]} -eq 0 ] || printf '%s\n' "${summary[@]}"
    if [ "$status" -eq 0 ]; then
        echo "all steps passed in ${SECONDS} s"
    else
        echo "FAILED: $current"
    fi
}
trap finish EXIT

step() { # a heading, then the command
    current=$1
    shift
    local from=$SECONDS skipped=
    printf '\n== %s\n' "$current"
    "$@"
    summary+=("$(printf '%5d s  %s' $((SECONDS - from)) "$current$skipped")")
}

formatted() {
    cargo fmt --all --check
    cargo fmt --check --manifest-path tests/fuzz/Cargo.toml
}

rust_docs() {
    RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --workspace
}

# Binaries and tests at once: the same features for both, so nothing is built twice. Tests start the functions as processes.
build() {
    cargo build --quiet --locked --workspace --bins --tests
}

# What the tests built is what `cargo run` starts: the same features, so that nobody compiles the product twice.
one_build() {
    local fresh
    fresh=$(cargo build --locked 2>&1)
    ! grep -E '^ +Compiling' <<<"$fresh"
}

doc_tests() {
    if grep -rqsE '^\s*//[/!] ```(rust|should_panic|no_run|compile_fail)?$' --include='*.rs' functions shared infra tests; then
        cargo test --quiet --locked --doc --workspace
    else
        echo "there are none"
    fi
}

templates() {
    local template region
    for template in infra/*.yaml infra/areas/*.yaml; do
        region=eu-central-1
        [ "$template" != infra/edge.yaml ] || region=us-east-1
        AWS_DEFAULT_REGION=$region target/py/bin/sam validate --lint --template "$template"
    done
    target/py/bin/cfn-lint --regions us-east-1 -- infra/edge.yaml
    target/py/bin/cfn-lint --regions eu-central-1 -- infra/data.yaml infra/backup.yaml infra/template.yaml infra/areas/*.yaml
    target/checkov/bin/python tests/tools/checkov.py
}

scripts() {
    target/py/bin/shellcheck tests/all.sh tests/bench/*.sh tests/tools/*.sh tests/fuzz/*.sh .ci/run
}

ours() { # our own files as the repository has them, without what tools write
    git ls-files --cached --others --exclude-standard -z -- ':!Cargo.lock' ':!*package-lock.json' ':!LICENSE'
}

# People and machines are made up: an address ends in .example, and no path is that of one machine.
words() {
    local found=0
    if ours | xargs -0 grep -nIE '(^|[^A-Za-z0-9._-])/(hom[e]|roo[t]|wor[k]|User[s])/[A-Za-z0-9._-]+' --; then
        echo "a path of one machine"
        found=1
    fi
    if ours | xargs -0 grep -nIoE '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}' -- | grep -viE '\.example$'; then
        echo "an e-mail address outside .example"
        found=1
    fi
    return $found
}

dependencies() {
    if command -v cargo-deny >/dev/null; then
        # It looks at the crates of every platform, of which a build fetches its own only.
        cargo fetch --quiet --locked
        cargo deny --offline --log-level error check bans licenses sources
    else
        echo "skipped: cargo-deny is not installed; --full installs it"
        skipped=" (skipped: cargo-deny is not installed)"
    fi
}

if $full; then step "tools" bash tests/tools/install.sh --full; else step "tools" bash tests/tools/install.sh; fi
step "words" words
step "scripts" scripts
step "format" formatted
step "templates" templates
step "dependencies" dependencies
step "clippy" cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
step "rustdoc" rust_docs
step "build" build
# In a full run the races go hundreds of rounds, and all is tried of which every day a share is.
if $full; then export SAMENSPOOR_FULL=1 NEXTEST_PROFILE=full; fi
step "one build" one_build
step "tests" cargo nextest run --locked --workspace --no-fail-fast
step "doc tests" doc_tests
step "tour" target/debug/local tour # what `cargo run -- tour` starts
if $full; then
    # Bounded by time, so what is tried differs from run to run: it finds, and is no proof of every change.
    step "fuzz" bash tests/fuzz/run.sh 60
    step "rehearsal" target/rehearsal/bin/python tests/rehearsal/run.py
    step "attacks" target/attacks/bin/python tests/attacks/run.py --full
    step "released functions" bash tests/bench/run.sh
fi
