import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';

import { GITHUB_AUDIENCE, GITHUB_ISSUER } from '../../domain/bootstrap/identity-provider';
import type { PolicyStatement } from '../../domain/iam/statement';
import { CustomerManagedPolicy } from '../iam/customer-managed-policy';
import { type Policies, splitPolicy } from './apply-permissions';
import { DeploymentRole, type DeploymentRoleProps } from './deployment-role';
import { type GithubRepository, githubSubject } from './github';
import { applyStatements, planStatements, type StateAccess } from './state-statements';

export interface DeploymentRolesProps {
  readonly accountId: string;
  /** The environment; GitHub's environment has the same name, the one for its plans ends with `-plan`. */
  readonly environment: string;
  readonly github: GithubRepository & { readonly identityProvider: 'made-here' | 'existing' };
  readonly planRole: string;
  readonly applyRole: string;
  readonly states: StateAccess;
  /** Statements for what an apply may change, by the last part of the policy's name. */
  readonly policies: Policies;
  /** Statements for what both roles read to refresh states. */
  readonly reads: readonly PolicyStatement[];
  /** Additional policies that let both roles read. */
  readonly readPolicyArns: readonly string[];
  readonly applyPolicyArns: readonly string[];
  readonly permissionsBoundaryArn?: string;
}

/** The roles of the GitHub workflows: one for plans, and one for applies that only the protected environment may assume. */
export class DeploymentRoles extends Construct {
  readonly planRoleArn: string;
  readonly applyRoleArn: string;

  constructor(scope: Construct, id: string, props: DeploymentRolesProps) {
    super(scope, id);
    const { environment, planRole, applyRole, states, policies, readPolicyArns, applyPolicyArns } = props;
    const provider = props.github.identityProvider === 'made-here' ? this.identityProvider() : undefined;
    const role = (kind: string, githubEnvironment: string, rest: RestOfRole): string =>
      new DeploymentRole(this, kind, {
        accountId: props.accountId,
        subject: githubSubject(props.github, githubEnvironment),
        provider,
        permissionsBoundaryArn: props.permissionsBoundaryArn,
        ...rest,
      }).arn;

    const planStates = new CustomerManagedPolicy(this, 'plan-state', {
      name: `${planRole}-state`,
      description: `Lets plans of ${environment} read and lock its states, and leave bundles`,
      statements: planStatements(states),
    });
    const reads = this.policies(splitPolicy('read', props.reads), (part) => ({
      id: part,
      name: `${planRole}-${part}`,
      description: `Lets plans and applies of ${environment} read the settings of what its stacks make`,
    }));
    this.planRoleArn = role('plan', `${environment}-plan`, {
      name: planRole,
      description: `Plans ${environment} from GitHub`,
      policies: { state: planStates.arn, ...reads, ...named('read', readPolicyArns) },
    });

    const applyStates = new CustomerManagedPolicy(this, 'apply-state', {
      name: `${applyRole}-state`,
      description: `Lets applies of ${environment} read, lock and write its states`,
      statements: applyStatements(states),
    });
    const own = this.policies(policies, (part) => ({
      id: `apply-${part}`,
      name: `${applyRole}-${part}`,
      description: `Lets applies of ${environment} change what its stacks make: ${part}`,
    }));
    this.applyRoleArn = role('apply', environment, {
      name: applyRole,
      description: `Applies ${environment} from GitHub, once it is approved`,
      policies: {
        state: applyStates.arn,
        ...reads,
        ...own,
        ...named('read', readPolicyArns),
        ...named('policy', applyPolicyArns),
      },
    });
  }

  /** @returns the ARN of each policy, by its part */
  private policies(parts: Policies, propsOf: (part: string) => Named): Record<string, string> {
    const arns = Object.entries(parts).map(([part, statements]) => {
      const { id, ...rest } = propsOf(part);
      return [part, new CustomerManagedPolicy(this, id, { ...rest, statements: [...statements] }).arn] as const;
    });
    return Object.fromEntries(arns);
  }

  private identityProvider(): IamOpenidConnectProvider {
    return new IamOpenidConnectProvider(this, 'github', {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [GITHUB_AUDIENCE],
      tags: { Name: GITHUB_ISSUER },
    });
  }
}

interface Named {
  /** The ID of the construct. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

type RestOfRole = Pick<DeploymentRoleProps, 'name' | 'description' | 'policies'>;

function named(kind: string, arns: readonly string[]): Record<string, string> {
  return Object.fromEntries(arns.map((arn) => [`${kind}-${arn}`, arn]));
}
