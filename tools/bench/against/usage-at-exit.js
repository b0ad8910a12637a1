// Loaded before a measured process: writes what the process has used into the folder that BENCH_USAGE names.
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { isMainThread } = require('node:worker_threads');

const folder = process.env.BENCH_USAGE;

if (isMainThread && folder) {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    const usage = { cpuMs: (user + system) / 1_000, peakMemoryBytes: process.resourceUsage().maxRSS * 1_024 };
    writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify(usage));
  });
}
