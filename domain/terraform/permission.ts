/** What a role may do: one statement of an IAM policy. */
export interface Permission {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** All must hold.
   * @default - none */
  readonly conditions?: readonly PermissionCondition[];
}

export interface PermissionCondition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** What the ARNs in permissions are built from: accounts, and the names that stacks give to resources. */
export interface DeployedNames {
  readonly account: string;
  readonly region: string;
  /** Tags on every key of these stacks, with their possible values: they identify these keys among those of others. */
  readonly keyTags: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly string[];
  readonly functions: readonly string[];
  readonly logGroups: readonly string[];
  readonly keyAliases: readonly string[];
  readonly queues: readonly string[];
  /** Roles with their paths, without the leading slash. */
  readonly roles: readonly string[];
  /** Customer managed policies. */
  readonly policies: readonly string[];
  /** ARNs of all policies that a role may be given. */
  readonly attachablePolicies: readonly string[];
  /** ARN of the permissions boundary that every role must have; undefined if roles need none. */
  readonly permissionsBoundary: string | undefined;
  /** ID of the organization, in its management account. */
  readonly organizationId?: string;
}

export function anyOf(variable: string, values: readonly string[], test = 'StringEquals'): PermissionCondition {
  return { test, variable, values };
}

/** Lets a service run as one of the roles of these stacks. */
export function passRoles({ account, roles }: DeployedNames): Permission {
  return {
    sid: 'PassRoles',
    actions: ['iam:PassRole'],
    resources: roles.map((role) => `arn:aws:iam::${account}:role/${role}`),
    conditions: [
      anyOf(
        'iam:PassedToService',
        ['backup', 'lambda', 'scheduler', 'ssm'].map((service) => `${service}.amazonaws.com`),
      ),
    ],
  };
}
