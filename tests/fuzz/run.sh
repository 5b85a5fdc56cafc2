#!/usr/bin/env bash
# Fuzzes each target for a while: bash tests/fuzz/run.sh [SECONDS]. What breaks one is kept in target/fuzz/found and ends the run.
# The flags that a fuzzer needs are those of a nightly compiler; RUSTC_BOOTSTRAP lets the one that is here take them.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/fuzz/build
corpus=target/fuzz/corpus
targets=(pupil_file picture typed form token package feedback)
for target in "${targets[@]}"; do mkdir -p "$corpus/$target" "target/fuzz/found/$target"; done

# Where it begins: the official sample, a list of learners, pictures of one dot, texts of a page, a form, what a token says, a package,
# and what SES tells.
cp shared/roster/tests/edexml/*.xml "$corpus"/pupil_file/
printf 'Leerlingnummer;Achternaam;Tussenvoegsel;Roepnaam;Geboortedatum;Klas;Jaargroep\n5;Oever;van;Isa;1-9-2016;6a;6\n' > "$corpus"/pupil_file/list.csv
base64 -d > "$corpus"/picture/dot.png <<< iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
base64 -d > "$corpus"/picture/dot.jpeg <<< /9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=
cp functions/home/locales/nl/main.ftl "$corpus"/typed/
printf 'once=00000000-0000&name=Isa+van+den+Oever&plan-1-approach=Elke+dag%%0D%%0Alezen' > "$corpus"/form/form
printf '{"name":"Isa","ticked":["a"]}' > "$corpus"/form/json
id=00000000-0000-7000-8000-000000000001
printf '{"iss":"samenspoor","aud":"samenspoor","sub":"%s","sid":"%s","typ":"session","lic":"%s","stf":"%s","nbf":1,"iat":1,"exp":2}' $id $id $id $id > "$corpus"/token/claims
tr -d '\n' < shared/domain/src/transfer/tests/package.json > "$corpus"/package/package.json
for event in bounce complaint delivery; do
    python3 -c 'import json, sys; print(json.load(sys.stdin)["Records"][0]["Sns"]["Message"], end="")' \
        < "events/track-mail/$event.json" > "$corpus/feedback/$event.json"
done

for target in "${targets[@]}"; do
    echo "$target"
    # Our code has nothing unsafe, and a sanitizer makes it slower.
    cargo fuzz run --sanitizer none --fuzz-dir tests/fuzz "$target" "$corpus/$target" -- \
        -max_total_time="$seconds" -artifact_prefix=target/fuzz/found/"$target"/ -max_len=65536 -rss_limit_mb=2048 -timeout=20 \
        -print_funcs=0 -verbosity=0 -print_final_stats=1 -close_fd_mask=1
done
