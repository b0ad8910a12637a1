// Generates the HTML report in a thread of its own: the generator ignores its option to write nothing to the console, and the parent discards the output.
const { workerData } = require('node:worker_threads');

async function main() {
  const { generate } = await import('multiple-cucumber-html-reporter');
  await generate(workerData);
}

void main();
