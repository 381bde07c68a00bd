import type { Environment } from '../environments/schema';
import type { Seeded } from './seed/seed';

/** What is there, and what to try. */
export function guide(environment: Environment, { servers, leftOut }: Seeded, speed: number): string {
  const { name, accountId, region, backup } = environment;
  const { planned, grouped, unfit, subnet } = servers;
  const all = [
    { ...planned, is: 'backed up by a plan; has recovery points' },
    ...(grouped ? [{ ...grouped, is: 'backed up by the window; has images of earlier days' }] : []),
    ...(unfit ? [{ ...unfit, is: 'of the window too, but not fit for it' }] : []),
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
    `The account ${accountId} of ${name} in ${region}: what its stacks make, subnet ${subnet.id} (${subnet.cidr}), and`,
    ...all.map((server) => `  ${server.id}  ${server.name.padEnd(6)}  ${server.is}`),
    ...leftOut.map((what) => `Left out: ${what}.`),
    `A second here is ${speed} there: a backup of ten minutes takes ${Math.round(600 / speed)} s.`,
    '',
    'Run the exports above in another shell, and there (docs/local-walkthrough.md):',
    ...tries.map((command) => `  npx backupctl ${command}`),
    '',
    'Ctrl-C ends it, and forgets everything.',
  ].join('\n');
}
