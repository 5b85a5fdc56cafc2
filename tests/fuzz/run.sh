#!/usr/bin/env bash
# Fuzzes each target for a while: bash tests/fuzz/run.sh [SECONDS]. What breaks one is kept in target/fuzz/found and ends the run.
# The flags that a fuzzer needs are those of a nightly compiler; RUSTC_BOOTSTRAP lets the one that is here take them.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/fuzz/build
corpus=target/fuzz/corpus
mkdir -p "$corpus"/{pupil_file,picture,typed} target/fuzz/found/{pupil_file,picture,typed}

# Where it begins: the official sample, a list of learners, pictures of one dot, and texts of a page.
cp shared/roster/tests/edexml/*.xml "$corpus"/pupil_file/
printf 'Leerlingnummer;Achternaam;Tussenvoegsel;Roepnaam;Geboortedatum;Klas;Jaargroep\n5;Oever;van;Isa;1-9-2016;6a;6\n' > "$corpus"/pupil_file/list.csv
base64 -d > "$corpus"/picture/dot.png <<< iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
base64 -d > "$corpus"/picture/dot.jpeg <<< /9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=
cp functions/home/locales/nl/main.ftl "$corpus"/typed/

for target in pupil_file picture typed; do
    echo "$target"
    cargo fuzz run --fuzz-dir tests/fuzz "$target" "$corpus/$target" -- \
        -max_total_time="$seconds" -artifact_prefix=target/fuzz/found/"$target"/ -max_len=65536 -rss_limit_mb=2048 -timeout=20 \
        -print_funcs=0 -verbosity=0 -print_final_stats=1 -close_fd_mask=1
done
