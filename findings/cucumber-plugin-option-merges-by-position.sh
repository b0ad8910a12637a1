#!/usr/bin/env bash
# @cucumber/cucumber 13.3.0: `--plugin` replaces the plugins of the configuration position by position, where `--require` and `--format` add to it.
#
# Seen: with `plugin: ['./first.js', './second.js']` in cucumber.js, `--plugin ./mine.js` runs mine and second. First is gone without a warning, and the
# run ends with 0. `--require` in the same call adds to the list of the configuration. What judges a run from a plugin can so be removed by accident.
# A second `--plugin` replaces the second one, a third is added.
#
# Needs npm and Node.js 22 or newer. Exits with 1 if the behaviour has changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund @cucumber/cucumber@13.3.0

mkdir features
printf 'Feature: F\n  Scenario: S\n    Given nothing\n' >features/one.feature
printf "require('@cucumber/cucumber').Given('nothing', () => {});\n" >steps.js
for name in first second mine; do
  printf "exports.type = 'plugin';\nexports.coordinator = async () => console.log('plugin %s');\n" "$name" >"$name.js"
done
for name in configured added; do printf "console.log('required %s');\n" "$name" >"$name.js"; done
cat >cucumber.js <<'CONFIG'
module.exports = {
  default: { plugin: ['./first.js', './second.js'], require: ['./steps.js', './configured.js'], format: ['summary'], publish: false },
};
CONFIG

seen=$(node node_modules/@cucumber/cucumber/bin/cucumber.js --plugin ./mine.js --require ./added.js | grep -E '^(plugin|required) ' | sort)
expected=$(printf 'plugin mine\nplugin second\nrequired added\nrequired configured')
echo "$seen"
[ "$seen" = "$expected" ] || { echo 'The behaviour has changed.' >&2; exit 1; }
