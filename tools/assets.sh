#!/bin/sh
# Builds build/assets from static/scss and node_modules: the style sheet, and what pages use of the packages.
set -eu
cd "$(dirname "$0")/.."

assets=build/assets
rm -rf "$assets"
mkdir -p "$assets/css" "$assets/js" "$assets/images"
node node_modules/sass/sass.js --style=compressed --no-source-map --quiet-deps \
  --load-path=. --load-path=node_modules/govuk-frontend/dist --load-path=node_modules \
  static/scss/cbtracker.scss "$assets/css/cbtracker.css"
govuk=node_modules/govuk-frontend/dist/govuk
moj=node_modules/@ministryofjustice/frontend/moj
cp "$govuk/govuk-frontend.min.js" "$govuk/govuk-frontend.min.js.map" "$assets/js/"
cp "$moj/moj-frontend.min.js" "$moj/moj-frontend.min.js.map" "$assets/js/"
# No crest, crown or logotype: only the icons of the components.
cp "$moj"/assets/images/icon-* "$assets/images/"
