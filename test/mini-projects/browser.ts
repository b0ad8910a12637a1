// A page as a browser shows it after running its scripts.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--virtual-time-budget=2000',
  '--dump-dom',
];

/** The document below the folder, serialised after its scripts have run; where no browser is installed, the file as it is. */
export async function dumpPage(folder: string, file: string): Promise<string> {
  const page = path.join(folder, file);
  const browser = browsers.find((one) => existsSync(one));
  if (browser === undefined) return readFileSync(page, 'utf8');
  const userData = mkdtempSync(path.join(tmpdir(), 'browser-'));
  try {
    const options = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(
      browser,
      [...flags, `--user-data-dir=${userData}`, `file://${page}`],
      options,
    );
    return stdout;
  } finally {
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
  }
}
