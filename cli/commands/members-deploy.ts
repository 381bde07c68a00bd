import { Command } from 'commander';

import { type AwsOptions, profileOption } from '../aws/options';
import { RefusedInputError, UsageError } from '../exit-code';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption, pollOption } from '../options';

interface DeployOptions extends Pick<AwsOptions, 'profile'> {
  readonly poll: number;
  readonly json?: true;
}

/** Creates or updates the baselines of the members (M1). */
export function membersDeployCommand(): Command {
  return new Command('deploy')
    .description(
      'Create the stack instances that are missing and update those that are outdated, in every member account. Nothing is deleted.',
    )
    .addOption(pollOption())
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('members deploy', {
        0: 'every instance is current, or skipped because its account is suspended',
        1: 'at least one instance failed, or there is no StackSet',
        2: AWS_USAGE,
        3: 'AWS failed or refused',
        130: 'interrupted; the operation continues in AWS',
      }),
    )
    .action(deploy);
}

async function deploy({ poll, profile, json }: DeployOptions): Promise<void> {
  const [{ configuredOrganization }, { membersClients, noStackSetText }] = await Promise.all([
    import('../configuration'),
    import('../members/clients'),
  ]);
  const organization = await configuredOrganization(new Date());
  if (organization.baseline.rollout !== 'stack-set') {
    throw new UsageError(
      "organization.ts sets baseline.rollout to 'providers': Terraform creates the baselines of the members.\n→ apply them: npx backupctl plan --environment organizations",
    );
  }
  const { organizations, stackSet } = await membersClients(organization, profile);
  const [{ deployMembers }, { describeStackSet }, { untilCancelled }, { progressOnStderr }, text] = await Promise.all([
    import('../../operations/members/deploy'),
    import('../../operations/members/stack-set'),
    import('../cancellation'),
    import('../progress'),
    import('../members/members-text'),
  ]);
  if (stackSet === undefined || (await describeStackSet(stackSet)) === undefined) {
    throw new RefusedInputError(noStackSetText(stackSet?.name ?? '', organization.region));
  }
  const { progress, done } = progressOnStderr();
  const again = `npx backupctl members deploy${profile === undefined ? '' : ` --profile ${profile}`}`;
  const report = await untilCancelled(
    () => deployMembers({ organizations, stackSet, organization, pollSeconds: poll }, progress).finally(done),
    `An operation that has started continues in AWS.\n→ to follow it, and to deploy what remains: ${again}`,
  );
  const found = { stackSet: stackSet.name, ...report };
  console.log(json ? JSON.stringify(found, null, 2) : text.membersText(report, stackSet.name));
  const unfinished = text.unfinishedInstances(report);
  if (unfinished > 0) {
    throw new RefusedInputError(
      `\n${unfinished === 1 ? '1 instance is' : `${unfinished} instances are`} not current\n→ correct the reasons, and deploy again: ${again}`,
    );
  }
}
