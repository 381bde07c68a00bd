import type { Environment } from '../environments/schema';
import type { Seeded } from './seed/seed';

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
    'Run the exports above in another shell, then try (docs/local-walkthrough.md):',
    ...tries.map((command) => `  npx backupctl ${command}`),
    '',
    'Ctrl-C stops it and discards everything.',
  ].join('\n');
}
