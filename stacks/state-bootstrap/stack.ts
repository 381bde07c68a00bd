import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { Construct } from 'constructs';

import type { PolicyStatement } from '../../domain/iam/statement';
import type { Bootstrap } from '../../environments/schema';
import { EnvironmentStack, type EnvironmentTarget } from '../../modules/core/environment-stack';
import { CustomerManagedPolicy } from '../../modules/iam/customer-managed-policy';
import type { Policies } from '../../modules/deployment/apply-permissions';
import { DeploymentRoles } from '../../modules/deployment/deployment-roles';
import type { Readers } from '../../modules/deployment/readers';
import type { AssumedRoles } from '../../modules/deployment/state-statements';
import { StateBucket } from '../../modules/deployment/state-bucket';
import { StateKey } from '../../modules/deployment/state-key';
import type { NeighbourFolder, StateFolder } from '../../modules/deployment/state-folder';
import { stateBootstrapContract } from './contract';

/** The target of a bootstrap: an environment, or the organization. */
export interface BootstrapTarget extends EnvironmentTarget {
  readonly bootstrap: Bootstrap;
  /** Its states in its folder, except that of this stack: `iam/terraform.tfstate`. */
  readonly states: readonly string[];
  /** Statements for what an apply may change, by policy. */
  readonly policies: Policies;
  /** Statements for what a plan reads to refresh its states. */
  readonly reads: readonly PolicyStatement[];
  /** Names of Systems Manager parameters that its stacks read. */
  readonly parameters: readonly string[];
  /** Additional roles that Terraform assumes in member accounts. */
  readonly assumedRoles: AssumedRoles;
  /** The permissions boundary for the roles of its iam stack, if this stack creates it.
   * @default - none, or one that others manage */
  readonly roleBoundary?: { readonly name: string; readonly statements: DataAwsIamPolicyDocumentStatement[] };
  /** The folder where the previous environment records its releases. */
  readonly before?: NeighbourFolder;
  /** The roles of the next environment, which may read the releases of this one. */
  readonly after?: Readers;
}

/** The bucket for the states of an account, including its own, and the roles that deploy there (E1). */
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
    const assumed = [state.roleArn, deployRoleArn].flatMap((arn) => arn ?? []);
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
          // Topics and their parameters may be in any region.
          (name) => `arn:aws:ssm:*:${target.accountId}:parameter/${name.replace(/^\//, '')}`,
        ),
        assumedRoles: {
          ...target.assumedRoles,
          plan: [...assumed, ...target.assumedRoles.plan],
          apply: [...assumed, ...target.assumedRoles.apply],
        },
      },
      policies: target.policies,
      reads: target.reads,
    });
    if (target.roleBoundary) {
      new CustomerManagedPolicy(this, 'role-boundary', {
        ...target.roleBoundary,
        description: `Bounds what the roles of ${target.name} can do, whatever policies an apply gives them`,
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

/** The folder of an environment in its state bucket. */
export function stateFolder({
  service,
  name,
  state,
}: Pick<EnvironmentTarget, 'service' | 'name' | 'state'>): StateFolder {
  return { bucket: state.bucket, folder: `${service}/${name}`, kmsKeyArn: state.kmsKeyArn };
}
