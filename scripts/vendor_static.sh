#!/bin/sh
# Makes the third-party files kept in this repository again, from pinned packages:
#   webapp/static/vendor/    GOV.UK Frontend (re-fonted, no crest) and Atkinson Hyperlegible
#   webapp/static/pictures/  the OpenMoji pictures named in scripts/pictures.txt
#   tests/vendor/            axe-core
# Needs npm. Refuses a package whose checksum is not the pinned one. Nothing needs this to run the product.
#
#   scripts/vendor_static.sh           make the files again and write webapp/static/vendor/CHECKSUMS
#   scripts/vendor_static.sh --check   only compare the files with CHECKSUMS
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
vendor=webapp/static/vendor
sums=$vendor/CHECKSUMS
cd "$root"

if [ "${1:-}" = "--check" ]; then
    exec sha256sum --check --quiet "$sums"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() {  # package@version, file name npm gives it, pinned checksum, folder
    (cd "$work" && npm pack --silent "$1" >/dev/null)
    echo "$3  $work/$2" | sha256sum --check --quiet
    mkdir -p "$work/$4"
    tar -xzf "$work/$2" -C "$work/$4" --strip-components=1
}

fetch govuk-frontend@6.3.0 govuk-frontend-6.3.0.tgz \
    3d91fd1353e32e306a8ae493b44ba9c0277348b5dbc08442a3e63d822e516048 govuk
fetch @fontsource/atkinson-hyperlegible@5.3.0 fontsource-atkinson-hyperlegible-5.3.0.tgz \
    6c22186d05f555e1ebf58431ef2c154445e64b760e381c483a56a0a0c5dc2d43 font
fetch axe-core@4.14.1 axe-core-4.14.1.tgz \
    e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745 axe
fetch openmoji@17.0.0 openmoji-17.0.0.tgz \
    55ee7d13485dec86e9f38c1f3a645a13382d33ff97c0cd845ee824b0aef45e68 openmoji

# GOV.UK Frontend. Off GOV.UK the code may be used (MIT), the font and the crest may not: both are taken out.
mkdir -p "$vendor/govuk-frontend"
sed -E -e 's/@font-face\{[^}]*\}//g' \
    -e 's/GDS Transport,arial/Atkinson Hyperlegible,Verdana,arial/g' \
    -e 's/GDS Transport/Atkinson Hyperlegible/g' \
    -e 's#background-image:url\(/assets/images/govuk-crest\.svg\)#background-image:none#g' \
    -e 's#url\(/assets/images/govuk-crest\.svg\)#none#g' \
    -e 's#/\*! Copyright \(c\) 2011 by Margaret[^*]*\*/##g' \
    -e 's#/\*\# sourceMappingURL=[^*]*\*/##' \
    "$work/govuk/dist/govuk/govuk-frontend.min.css" > "$vendor/govuk-frontend/govuk-frontend.min.css"
sed -e 's#//\# sourceMappingURL=.*$##' "$work/govuk/dist/govuk/govuk-frontend.min.js" > "$vendor/govuk-frontend/govuk-frontend.min.js"

# Atkinson Hyperlegible: the two weights in use.
mkdir -p "$vendor/atkinson-hyperlegible"
for weight in 400 700; do
    cp "$work/font/files/atkinson-hyperlegible-latin-$weight-normal.woff2" "$vendor/atkinson-hyperlegible/"
done
cp "$work/font/LICENSE" "$vendor/atkinson-hyperlegible/OFL.txt"

# axe-core, for the tests only.
mkdir -p tests/vendor/axe-core
cp "$work/axe/axe.min.js" "$work/axe/LICENSE" "$work/axe/LICENSE-3RD-PARTY.txt" tests/vendor/axe-core/

# OpenMoji: the colour pictures we name, white space between tags and unused ids taken out.
grep -v -E '^(#|$)' scripts/pictures.txt | while read -r key code view; do
    tr '\n' ' ' < "$work/openmoji/color/svg/$code.svg" \
        | sed -E -e 's/> +</></g' -e 's/ id="[^"]*"//g' -e 's#<g/>##g' -e 's# +$##' \
              -e "s#viewBox=\"[^\"]*\"#viewBox=\"${view:-0 0 72 72}\"#" > "webapp/static/pictures/$key.svg"
done
cp "$work/openmoji/LICENSE.txt" webapp/static/pictures/LICENCE-openmoji.txt

# shellcheck disable=SC2046
sha256sum $(find "$vendor" tests/vendor -type f ! -name CHECKSUMS ! -name 'README.md' | LC_ALL=C sort) \
    $(grep -v -E '^(#|$)' scripts/pictures.txt | LC_ALL=C sort | sed -E 's#^([^ ]+) .*#webapp/static/pictures/\1.svg#') \
    > "$sums"
echo "Made again. $(wc -l < "$sums") files in $sums"
