#!/usr/bin/env bash
# Runs README's main command, as it stands there, and checks that it finds something.
set -euo pipefail
cd "$(dirname "$0")/.."
command=$(grep -m1 '^cargo run --release -- search ' README.md)
PRESSCUT_CACHE=$(mktemp -d)
export PRESSCUT_CACHE
trap 'rm -rf "$PRESSCUT_CACHE"' EXIT
printf '$ %s\n' "$command"
output=$(eval "$command")
printf '%s\n' "$output"
[ "$(printf '%s\n' "$output" | wc -l)" -ge 3 ] || { echo "README's command printed too little" >&2; exit 1; }
