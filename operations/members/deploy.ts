import { setTimeout as wait } from 'node:timers/promises';

import {
  CreateStackInstancesCommand,
  type CreateStackInstancesCommandInput,
  UpdateStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import { regionOrder } from '../../domain/baseline/member-baseline';
import type { MembersReport } from '../../domain/baseline/members-report';
import { AwsError, withAwsErrors } from '../aws-error';
import type { Progress } from '../progress';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';
import { activeOperations, followOperation } from './operation';
import type { MembersStackSet } from './stack-set';
import { type MembersOrganization, membersStatus } from './status';

/** How the members are deployed. */
export interface MembersDeployment {
  readonly organizations: OrganizationsClient;
  readonly stackSet: MembersStackSet;
  readonly organization: MembersOrganization;
  readonly pollSeconds: number;
}

/**
 * Creates the instances that are missing, or updates those that are not current, in every account below the root, the home
 * region first. An operation in progress is followed, not repeated. Nothing is deleted. Returns the state afterwards.
 *
 * @throws {AwsError} when AWS refuses or fails; instances that fail are in the report
 */
export async function deployMembers(deployment: MembersDeployment, progress: Progress): Promise<MembersReport> {
  const { organizations, stackSet, organization, pollSeconds } = deployment;
  const follow = (id: string) => followOperation(stackSet, id, pollSeconds, progress);
  for (;;) {
    for (const id of await activeOperations(stackSet)) await follow(id);
    const report = await membersStatus(organizations, stackSet, organization, progress);
    const started = await startOperation(deployment, report);
    if (started === 'nothing to do') return report;
    if (started !== 'in progress') {
      await follow(started.id);
      return membersStatus(organizations, stackSet, organization, progress);
    }
    // Another operation was faster: it is followed first, as soon as AWS lists it.
    await wait(pollSeconds * 1000);
  }
}

/** Another operation, or this one: the response to the first attempt was lost. */
const ALREADY_STARTED = ['OperationInProgressException', 'OperationIdAlreadyExistsException'];

type Started = { readonly id: string } | 'nothing to do' | 'in progress';

/**
 * A new operation on the root also retries every instance that is OUTDATED.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
 */
async function startOperation({ stackSet, organization }: MembersDeployment, report: MembersReport): Promise<Started> {
  const { client, name, callAs } = stackSet;
  const { missing, failed, outdated } = report.counts;
  const isFirst = missing > 0;
  if (missing + failed + outdated === 0) return 'nothing to do';
  const input = { ...targetsOf(organization), StackSetName: name, CallAs: callAs };
  const action = `cloudformation:${isFirst ? 'CreateStackInstances' : 'UpdateStackInstances'}`;
  try {
    const id = await withAwsErrors(action, async () => {
      const started = isFirst
        ? await client.send(new CreateStackInstancesCommand(input))
        : await client.send(new UpdateStackInstancesCommand(input));
      return required(started, 'OperationId');
    });
    return { id };
  } catch (error) {
    if (error instanceof AwsError && isNamed(error, ALREADY_STARTED)) return 'in progress';
    throw error;
  }
}

/**
 * The root, so that new accounts are reached, too. One account's failure stops no other account: every instance is judged
 * afterwards.
 */
function targetsOf(organization: MembersOrganization): Omit<CreateStackInstancesCommandInput, 'StackSetName'> {
  const Regions = regionOrder(organization);
  return {
    DeploymentTargets: { OrganizationalUnitIds: [organization.root.id] },
    Regions,
    OperationPreferences: {
      RegionConcurrencyType: 'SEQUENTIAL',
      RegionOrder: Regions,
      FailureTolerancePercentage: 100,
      MaxConcurrentPercentage: 100,
    },
  };
}
