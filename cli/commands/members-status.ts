import { Command, Option } from 'commander';
import { setTimeout as wait } from 'node:timers/promises';

import type { MembersReport } from '../../domain/baseline/members-report';
import { type AwsOptions, profileOption } from '../aws/options';
import { RefusedInputError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption, pollOption } from '../options';

interface StatusOptions extends Pick<AwsOptions, 'profile'> {
  readonly watch?: true;
  readonly poll: number;
  readonly json?: true;
}

/** Shows which members have the baseline (M8). */
export function membersStatusCommand(): Command {
  return new Command('status')
    .description(
      'Show the stack instances by state, the accounts that a policy reaches without a current baseline, and new accounts.',
    )
    .addOption(new Option('--watch', 'wait while instances are missing or in progress'))
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('members status --watch', {
        0: 'every account that a policy reaches has its baseline',
        1: 'at least one account that a policy reaches lacks it, or there is no StackSet',
        2: AWS_USAGE,
        3: 'AWS failed',
        130: 'interrupted',
      }),
    )
    .action(status);
}

async function status({ watch, poll, profile, json }: StatusOptions): Promise<void> {
  const [{ configuredOrganization }, { membersClients, noStackSetText }] = await Promise.all([
    import('../configuration'),
    import('../members/clients'),
  ]);
  const organization = await configuredOrganization(new Date());
  const { organizations, stackSet } = await membersClients(organization, profile);
  const [{ membersStatus }, { describeStackSet }, { untilCancelled }, { progressOnStderr }, { membersText }] =
    await Promise.all([
      import('../../operations/members/status'),
      import('../../operations/members/stack-set'),
      import('../cancellation'),
      import('../progress'),
      import('../members/members-text'),
    ]);
  if (stackSet && (await describeStackSet(stackSet)) === undefined) {
    throw new RefusedInputError(noStackSetText(stackSet.name, organization.region));
  }
  const { progress, done } = progressOnStderr();
  const watched = async () => {
    for (;;) {
      const report = await membersStatus(organizations, stackSet, organization, progress);
      const { missing, 'in progress': inProgress, current } = report.counts;
      if (watch === undefined || missing + inProgress === 0) return report;
      progress(`${current} current, ${inProgress} in progress, ${missing} missing`);
      await wait(poll * 1000);
    }
  };
  const report = await untilCancelled(
    () => watched().finally(done),
    '→ to watch again: npx backupctl members status --watch',
  );
  const found = { rollout: organization.baseline.rollout, stackSet: stackSet?.name ?? null, ...report };
  console.log(json ? JSON.stringify(found, null, 2) : membersText(report, stackSet?.name));
  const without = report.withoutBaseline.length;
  if (without > 0) {
    const how = stackSet ? remedyFor(report) : 'add them to the tree, and apply the stack organizations';
    const accounts =
      without === 1 ? '1 account that a policy reaches has' : `${without} accounts that policies reach have`;
    throw new RefusedInputError(`\n${accounts} no current baseline\n→ ${how}`);
  }
}

/** Operations that are in progress, such as those for a new account, need only time. */
function remedyFor({ counts: { missing, failed, outdated } }: MembersReport): string {
  return missing + failed + outdated > 0
    ? 'deploy it: npx backupctl members deploy'
    : 'wait for it: npx backupctl members status --watch';
}
