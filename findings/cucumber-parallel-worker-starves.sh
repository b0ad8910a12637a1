#!/usr/bin/env bash
# @cucumber/cucumber 13.3.0: a worker that finds no scenario to run when it looks for one never gets another, although scenarios that it may run follow.
#
# Seen: with `setParallelCanAssign`, one scenario that must run alone comes first and ten ordinary ones follow. With `--parallel 4` one worker runs all
# eleven: the three others were offered nothing while the first scenario ran, and are not offered anything when it has ended. With the scenario that
# runs alone at the end, all four workers take part. No warning appears in either case. So the order of the scenarios decides how many workers are in
# use, and scenarios that run alone should come last.
#
# Needs npm and Node.js 22 or newer. Exits with 1 if the behaviour has changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund @cucumber/cucumber@13.3.0

mkdir features
cat >steps.js <<'STEPS'
const { Given, setParallelCanAssign } = require('@cucumber/cucumber');
const { appendFileSync } = require('node:fs');
const { setTimeout: delay } = require('node:timers/promises');
const runsAlone = ({ tags }) => tags.some(({ name }) => name === '@alone');
setParallelCanAssign((next, running) => running.length === 0 || ![next, ...running].some(runsAlone));
Given('work', async () => {
  appendFileSync('workers.txt', `${process.env.CUCUMBER_WORKER_ID}\n`);
  await delay(300);
});
STEPS
cat >cucumber.js <<'CONFIG'
module.exports = { default: { require: ['./steps.js'], format: ['summary'], publish: false } };
CONFIG
alone='  @alone\n  Scenario: alone\n    Given work\n'
others=$(for number in 1 2 3 4 5 6 7 8 9 10; do printf '  Scenario: other %s\\n    Given work\\n' "$number"; done)

# Prints how many workers ran the scenarios, in their order in the file.
count_workers() {
  rm -f workers.txt
  printf "Feature: F\n$1" >features/one.feature
  node node_modules/@cucumber/cucumber/bin/cucumber.js --parallel 4 >output.txt 2>&1
  if grep -i warning output.txt >&2; then exit 1; fi
  sort -u workers.txt | wc -l
}

first=$(count_workers "$alone$others")
last=$(count_workers "$others$alone")
echo "workers in use: $first with the scenario that runs alone first, $last with it last"
[ "$first" -eq 1 ] && [ "$last" -eq 4 ] || { echo 'The behaviour has changed.' >&2; exit 1; }
