import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { Construct } from 'constructs';

import type { Bootstrap } from '../../environments/schema';
import { EnvironmentStack, type EnvironmentTarget } from '../../modules/core/environment-stack';
import { ROLE_BOUNDARY } from '../../modules/core/naming';
import { CustomerManagedPolicy } from '../../modules/iam/customer-managed-policy';
import { DeploymentRoles } from '../../modules/deployment/deployment-roles';
import type { Readers } from '../../modules/deployment/readers';
import { StateBucket } from '../../modules/deployment/state-bucket';
import { StateKey } from '../../modules/deployment/state-key';
import type { NeighbourFolder, StateFolder } from '../../modules/deployment/state-folder';
import { stateBootstrapContract } from './contract';

/** What is bootstrapped: an environment, or the organization. */
export interface BootstrapTarget extends EnvironmentTarget {
  readonly bootstrap: Bootstrap;
  /** The names of its states below its folder, but for that of this stack: `iam/terraform.tfstate`. */
  readonly states: readonly string[];
  /** Statements for what an apply may change, by policy. */
  readonly policies: Readonly<Record<string, readonly DataAwsIamPolicyDocumentStatement[]>>;
  /** Names of the parameters of Systems Manager that its stacks look up. */
  readonly parameters: readonly string[];
  /** Further roles that Terraform assumes, such as those in member accounts. */
  readonly assumedRoles: readonly string[];
  /** What the roles of its iam stack can do at the most, where that is said here.
   * @default - somebody else says it, or nobody */
  readonly roleBoundary?: DataAwsIamPolicyDocumentStatement[] | undefined;
  /** Where the environment before records its releases. */
  readonly before?: NeighbourFolder | undefined;
  /** Who, of the environment after, may see the releases of this one. */
  readonly after?: Readers | undefined;
}

/** The bucket that keeps the states of an account, its own among them, and the roles that deploy there (E1). */
export class StateBootstrapStack extends EnvironmentStack {
  constructor(scope: Construct, target: BootstrapTarget) {
    super(scope, stateBootstrapContract.stack, target);
    const { state, bootstrap, deployRoleArn } = target;
    const { oldVersionsDays, bundleDays, ...roles } = bootstrap;
    const own = { ...stateFolder(target), kmsKeyArn: this.stateKey(target) };
    new StateBucket(this, 'states', {
      ...own,
      region: state.region,
      oldVersionsDays,
      bundleDays,
      readers: target.after,
    });
    const { planRoleArn, applyRoleArn } = new DeploymentRoles(this, 'roles', {
      ...roles,
      accountId: target.accountId,
      environment: target.name,
      states: {
        own,
        states: target.states,
        plannedOnly: [`${stateBootstrapContract.stack}/terraform.tfstate`],
        before: target.before,
        parameters: target.parameters.map(
          // A topic, and so its parameter, may be in any region.
          (name) => `arn:aws:ssm:*:${target.accountId}:parameter/${name.replace(/^\//, '')}`,
        ),
        assumedRoles: [state.roleArn, deployRoleArn, ...target.assumedRoles].flatMap((arn) => arn ?? []),
      },
      policies: target.policies,
    });
    if (target.roleBoundary) {
      new CustomerManagedPolicy(this, 'role-boundary', {
        name: ROLE_BOUNDARY,
        description: `Bounds what the roles of ${target.name} can do, whatever policies an apply gives them`,
        statements: target.roleBoundary,
        grownBy: ['iam.boundaryActions', 'iam.passableInstanceRoles', 'ssmBackup.imageParameterArns'],
      });
    }
    this.publish(stateBootstrapContract, { planRoleArn, applyRoleArn });
  }

  private stateKey({ state, accountId, after }: BootstrapTarget): string | undefined {
    if (state.kmsKey === undefined) return state.kmsKeyArn;
    return new StateKey(this, 'key', { bucket: state.bucket, accountId, region: state.region, readers: after }).arn;
  }
}

/** Where an environment keeps what belongs to its states. */
export function stateFolder({
  service,
  name,
  state,
}: Pick<EnvironmentTarget, 'service' | 'name' | 'state'>): StateFolder {
  return { bucket: state.bucket, folder: `${service}/${name}`, kmsKeyArn: state.kmsKeyArn };
}
