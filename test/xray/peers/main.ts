// `npm run xray:peers`: clients that nobody here wrote use the fake Xray as they use a real one, and must get along with it.
import { flavours } from '../fixture';
import { runMavenPlugin } from './maven-plugin';
import { runNpmClient } from './npm-client';
import { type PeerCheck, startPeerProject } from './peer-project';

async function main(): Promise<number> {
  const checks: PeerCheck[] = [];
  const report = (found: readonly PeerCheck[]) => {
    for (const check of found) process.stdout.write(`${describe(check)}\n`);
    checks.push(...found);
  };
  for (const flavour of flavours) {
    const project = await startPeerProject(flavour);
    try {
      report(await runMavenPlugin(project));
      report(await runNpmClient(project));
    } finally {
      await project.close();
    }
  }
  const wrong = checks.filter(({ expected, seen }) => expected !== seen).length;
  process.stdout.write(`${checks.length} checks, ${wrong} wrong\n`);
  return wrong === 0 ? 0 : 1;
}

function describe({ peer, flavour, what, expected, seen }: PeerCheck): string {
  const isRight = expected === seen;
  return `${isRight ? '✓' : '✗'} ${peer}, ${flavour}: ${what}: ${seen}${isRight ? '' : `; expected ${expected}`}`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
