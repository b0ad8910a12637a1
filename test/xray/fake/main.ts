// `npm run xray:fake`: the fake Xray for a person, with the settings and the secrets that it accepts, and its page.
import { parseArgs } from 'node:util';
import { secrets, startFakeXray } from './start-fake';

const usage = 'npm run xray:fake -- [cloud|datacenter] [--port NUMBER] [--prefix TEXT]';

async function main(): Promise<void> {
  const options = { port: { type: 'string' }, prefix: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const flavour = positionals[0] ?? 'cloud';
  if (flavour !== 'cloud' && flavour !== 'datacenter') throw new Error(usage);
  const { url } = await startFakeXray({
    flavour,
    ...(values.port !== undefined && { port: Number(values.port) }),
    ...(values.prefix !== undefined && { prefix: values.prefix }),
  });
  const own = flavour === 'cloud' ? `, url: ${url}` : '';
  const lines = [
    `# Page: ${new URL(url).origin}/   Profile:`,
    `#   jira: { url: ${url} }`,
    `#   xray: { flavour: ${flavour}, projectKey: PZ${own} }`,
    `export XRAY_CLIENT_ID=${secrets.clientId} XRAY_CLIENT_SECRET=${secrets.clientSecret} XRAY_TOKEN=${secrets.token}`,
    `export JIRA_USER=${secrets.jiraUser} JIRA_TOKEN=${secrets.jiraToken}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
