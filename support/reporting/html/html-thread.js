// Generates the HTML report in a thread of its own: the generator writes to the console whatever its options say, and its parent discards that.
const { workerData } = require('node:worker_threads');

async function main() {
  const { generate } = await import('multiple-cucumber-html-reporter');
  await generate(workerData);
}

void main();
