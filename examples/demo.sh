#!/usr/bin/env bash
# The demonstration: reads the example reports into a ledger, writes a dossier, says what it found.
# One of the reports is damaged on purpose: it is named, and the rest is done.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
out=${1:-build/demo}
ledger=$out/example.truce
page=$out/example.html
mkdir -p "$out"

echo "Reading the reports in $here/reports (one is damaged on purpose and will be named):"
code=0
truceline build "$here/reports" --manifest "$here/reports/index.jsonl" \
    --parties "$here/parties.csv" -o "$ledger" || code=$?
if [ "$code" -ne 1 ]; then
    echo "The damaged report should have given exit code 1, but the code was $code." >&2
    exit 1
fi

truceline dossier "$ledger" -o "$page" --title "The Sarvik talks (invented example)" --quiet

echo
echo "What it found:"
truceline show coverage "$ledger" | tail -n +2 | while IFS=$'\t' read -r fact value; do
    printf '  %-34s %s\n' "$fact" "$value"
done
echo
echo "Terms on the table:"
truceline show terms "$ledger" | awk -F '\t' '
    function said(words, otherwise) { return words == "" ? otherwise : words }
    NR > 1 && NR <= 9 {
        printf "  %-12s %s to %s: %s%s\n", said($1, "undated"), said($2, "not stated"), \
            said($3, "not stated"), said($4, "a step"), ($5 == "" ? "" : ", " $5)
    }'
echo
echo "The ledger:  $ledger    (truceline show timeline $ledger)"
echo "The dossier: $page    (open it in a browser; it needs no network)"
