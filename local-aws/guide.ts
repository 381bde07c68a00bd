import { PROVIDER } from '#provider';

import type { Environment } from '../environments/schema';
import type { Seeded } from './seed/seed';
import type { LocalProvider } from './terraform-provider';

const END = 'Ctrl-C stops it and discards everything.';

/** Describes the account, and suggests commands. */
export function guide(environment: Environment, { servers, leftOut }: Seeded, speed: number): string {
  const { name, accountId, region, backup } = environment;
  const { planned, grouped, withInvalidTags, subnet } = servers;
  const all = [
    { ...planned, is: 'backed up by a plan; has recovery points' },
    ...(grouped ? [{ ...grouped, is: 'backed up by the window; has images of earlier days' }] : []),
    ...(withInvalidTags ? [{ ...withInvalidTags, is: 'in the backup group, but with invalid tags' }] : []),
  ];
  const on = `--environment ${name}`;
  const vault = backup.vaults.find((one) => one.region === region);
  const tries = [
    `verify ${on}`,
    `inventory ${on}`,
    ...(grouped ? [`ssm-backup run ${on} --instance-id ${grouped.id} --follow --poll 1`] : []),
    `recovery-points ${on}`,
    `restore ec2 ${on} --instance-id ${planned.id} --primary-ip ${subnet.freeAddress}`,
    ...(vault ? [`drill ${on} --vault ${vault.name} --instance-id ${planned.id} --filter-delay 0 --poll 1`] : []),
  ];
  return [
    '',
    `The account ${accountId} of ${name} in ${region} contains the resources of its stacks, subnet ${subnet.id} (${subnet.cidr}), and`,
    ...all.map((server) => `  ${server.id}  ${server.name.padEnd(6)}  ${server.is}`),
    ...leftOut.map((what) => `Left out: ${what}.`),
    `Time runs ${speed} times as fast: a backup of ten minutes takes ${Math.round(600 / speed)} s.`,
    '',
    'Run the exports above in another shell, then try (docs/seeded-walkthrough.md):',
    ...tries.map((command) => `  npx backupctl ${command}`),
    '',
    END,
  ].join('\n');
}

/** Describes an empty account, and suggests how to deploy into it. */
export function emptyGuide({ name, accountId, region }: Environment, provider: LocalProvider): string {
  const on = `--environment ${name}`;
  return [
    '',
    `The account ${accountId} of ${name} in ${region} is empty: it contains only what AWS itself creates.`,
    ...terraformText(provider),
    '',
    'Run the exports above in another shell, then deploy into it (docs/local-walkthrough.md):',
    `  npx backupctl bootstrap ${on} --yes`,
    `  npx backupctl plan ${on}`,
    '  npx backupctl apply --bundle FILE --sha256 DIGEST',
    'and back up sample instances:',
    `  npm run --silent local-aws -- launch ${on}`,
    `  npm run --silent local-aws -- run-plans ${on}`,
    '',
    END,
  ].join('\n');
}

function terraformText({ version }: LocalProvider): string[] {
  if (version !== PROVIDER.version)
    return [`Terraform downloads the AWS provider ${version}, and calls only this account.`];
  return [
    `Terraform uses the AWS provider ${version}, which is older than the stacks. The exports put a program before Terraform that`,
    'rewrites the stacks for it, and calls only this account.',
  ];
}
