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
  /** Tags on every resource of these stacks, with their possible values: they identify it among those of others. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly string[];
  /** ARNs of topics that exist and that alarms and rules publish to. @default - none */
  readonly existingTopics?: readonly string[];
  readonly functions: readonly string[];
  readonly logGroups: readonly string[];
  readonly keyAliases: readonly string[];
  readonly queues: readonly string[];
  /** With their bus, unless it is the account's own: `bus/rule`. */
  readonly eventRules: readonly string[];
  readonly eventBuses: readonly string[];
  /** ARN of a bus of another account, to which the rules send. */
  readonly remoteBus?: string;
  readonly schedules: readonly string[];
  readonly alarms: readonly string[];
  readonly stackSets: readonly string[];
  /** Roles with their paths, without the leading slash. */
  readonly roles: readonly string[];
  /** ARNs of roles that exist and that AWS Backup assumes. @default - none */
  readonly existingRoles?: readonly string[];
  /** Customer managed policies. */
  readonly policies: readonly string[];
  /** Buckets and identity providers, which only the bootstrap creates. */
  readonly buckets: readonly string[];
  readonly identityProviders: readonly string[];
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

/** Resources of these stacks have all their tags. A tag such as ManagedBy alone would include those of other repositories. */
export function tagged({ tags }: DeployedNames, where: 'RequestTag' | 'ResourceTag'): PermissionCondition[] {
  return Object.entries(tags).map(([key, values]) => anyOf(`aws:${where}/${key}`, values));
}

/** A resource without any of these tags: one that is being created, or one that no stack has created. */
export function untagged({ tags }: DeployedNames): PermissionCondition[] {
  return Object.keys(tags).map((key) => anyOf(`aws:ResourceTag/${key}`, ['true'], 'Null'));
}

/** Limits actions to resources that have the tags of these stacks. */
export function onlyTagged(deployed: DeployedNames, own: Permission): Permission[] {
  return [{ ...own, conditions: tagged(deployed, 'ResourceTag') }];
}

/** Reasons for actions that are not limited to resources of these stacks. */
export const NO_RESOURCES = 'AWS supports no resources for it';
export const CLAIMS_UNTAGGED =
  'a new resource has no tags yet: one without any of these tags can be claimed, one with some of them cannot';

/** The actions of a type that create a resource and set its tags. */
export interface TaggingActions {
  readonly create: string;
  readonly tag: string;
}

/**
 * Limits actions to resources with the tags of these stacks, where the configuration chooses the names or AWS assigns the
 * IDs. Tags can be set on a resource that has all of them, or none yet: never on a resource of others to reach it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export function scopedByTags(deployed: DeployedNames, own: Permission, { create, tag }: TaggingActions): Permission[] {
  const { sid, actions, resources } = own;
  return [
    { sid: `Make${sid}`, actions: [create], resources, conditions: tagged(deployed, 'RequestTag') },
    {
      sid: `TagNew${sid}`,
      actions: [tag],
      resources,
      // All tags at once: a resource with some of them belongs to others.
      conditions: [...tagged(deployed, 'RequestTag'), ...untagged(deployed)],
    },
    ...onlyTagged(deployed, { ...own, actions: actions.filter((action) => action !== create) }),
  ];
}

/** Whether event rules send to a bus, from every region and as a role. */
export function sendsToBus({ eventBuses, remoteBus }: Pick<DeployedNames, 'eventBuses' | 'remoteBus'>): boolean {
  return eventBuses.length > 0 || remoteBus !== undefined;
}

/** Lets AWS Backup run as a role that exists and that others manage. */
export function passExistingRoles({ existingRoles = [] }: DeployedNames): Permission[] {
  if (existingRoles.length === 0) return [];
  const conditions = [anyOf('iam:PassedToService', ['backup.amazonaws.com'])];
  return [{ sid: 'PassExistingRoles', actions: ['iam:PassRole'], resources: existingRoles, conditions }];
}

/** Lets a service run as one of the roles of these stacks. */
export function passRoles({ account, roles, ...deployed }: DeployedNames): Permission {
  return {
    sid: 'PassRoles',
    actions: ['iam:PassRole'],
    resources: roles.map((role) => `arn:aws:iam::${account}:role/${role}`),
    conditions: [
      anyOf(
        'iam:PassedToService',
        // A rule needs a role only to send to a bus.
        ['backup', ...(sendsToBus(deployed) ? ['events'] : []), 'lambda', 'scheduler', 'ssm'].map(
          (service) => `${service}.amazonaws.com`,
        ),
      ),
    ],
  };
}
