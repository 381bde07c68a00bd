import { type App, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

import { refusal } from '../domain/finding';
import { DEFAULT_NAMES, type EnvironmentNames, nameSetting, type OrganizationNames } from '../domain/names';
import { groupedBy } from '../domain/grouped-by';
import type { Configuration } from '../environments/parse';
import { EnvironmentStack } from '../modules/core/environment-stack';
import { MemberBaseline } from '../modules/organizations/member-baseline';
import { memberNames } from './member-names';
import { OrganizationsMembersStack } from './organizations-members/stack';
import { ORGANIZATIONS, type TargetFinding } from './target-findings';

interface NamedType {
  readonly what: string;
  /** The account and its region, the account, or all of AWS. */
  readonly scope: 'region' | 'account' | 'global';
  /** IAM compares names without case and path. */
  readonly ignoresCase?: true;
}

/** Resource types with names that exist once, if the configuration can determine the name. */
const NAMED: Readonly<Record<string, NamedType>> = {
  aws_iam_role: { what: 'role', scope: 'account', ignoresCase: true },
  aws_iam_policy: { what: 'policy', scope: 'account', ignoresCase: true },
  aws_backup_vault: { what: 'vault', scope: 'region' },
  aws_kms_alias: { what: 'key alias', scope: 'region' },
  aws_sns_topic: { what: 'topic', scope: 'region' },
  aws_sqs_queue: { what: 'queue', scope: 'region' },
  aws_lambda_function: { what: 'function', scope: 'region' },
  aws_scheduler_schedule: { what: 'schedule', scope: 'region' },
  aws_cloudwatch_event_bus: { what: 'event bus', scope: 'region' },
  aws_cloudwatch_event_rule: { what: 'event rule', scope: 'region' },
  aws_cloudwatch_metric_alarm: { what: 'alarm', scope: 'region' },
  aws_s3_bucket: { what: 'bucket', scope: 'global' },
};

/** The properties of the resources above that hold a name or a region. */
interface NamedResource {
  readonly nameInput?: string;
  readonly bucketInput?: string;
  readonly functionNameInput?: string;
  readonly alarmNameInput?: string;
  readonly regionInput?: string;
}

/** A resource with a name that a stack creates in an account. */
export interface Occurrence {
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  readonly target: string;
  readonly accountId: string;
  readonly region: string;
  /** The setting that determines the name; undefined if it is fixed. */
  readonly path: string | undefined;
  /** Whether the setting has a value of its own. A name that someone chose collides with a default, not the other way round. */
  readonly chosen: boolean;
}

/** Two resources with one name. */
interface Collision {
  /** The one whose name a setting determines. */
  readonly own: Occurrence;
  readonly other: Occurrence;
}

/**
 * Resources that two stacks, or one stack twice, would create under one name: the second apply would fail. The
 * names come from the finished stacks.
 */
export function namesTaken(app: App, configuration: Configuration): TargetFinding[] {
  const first = new Map<string, Occurrence>();
  const collisions: Collision[] = [];
  for (const one of app.node.children.flatMap((stack) => occurrencesIn(stack, configuration))) {
    const other = first.get(keyOf(one));
    if (!other) {
      first.set(keyOf(one), one);
      continue;
    }
    collisions.push(one.chosen ? { own: one, other } : { own: other, other: one });
  }
  const bySetting = groupedBy(collisions, ({ own: { type, target, path, name } }) =>
    JSON.stringify([type, target, path, name]),
  );
  return [...bySetting.values()].flatMap(taken);
}

function keyOf({ type, name, accountId, region }: Occurrence): string {
  const { scope, ignoresCase } = NAMED[type] ?? { scope: 'global' };
  const place = { region: `${accountId} ${region}`, account: accountId, global: '' }[scope];
  return `${type} ${place} ${ignoresCase === true ? name.toLowerCase() : name}`;
}

/** A name of the baseline can collide in many accounts: it is reported once. */
function taken(collisions: readonly Collision[]): TargetFinding[] {
  const [collision] = collisions;
  if (!collision) return [];
  const { own, other } = collision;
  const { what } = NAMED[own.type] ?? { what: own.type };
  const stacks = [...new Set(collisions.map((one) => one.other.stack))];
  const accounts = [...new Set(collisions.map((one) => one.own.accountId))];
  const creating =
    stacks.length === 1 ? `stack ${stacks.join('')} also creates` : `stacks ${stacks.join(', ')} also create`;
  const finding = refusal({
    rule: 'names-collide',
    path: own.path ?? 'name',
    found: own.name,
    message: `${creating} ${what} ${other.name} in ${accounts.length === 1 ? 'account' : 'accounts'} ${accounts.join(', ')}`,
    remedy: 'choose another name',
  });
  return [{ target: own.target, finding }];
}

function occurrencesIn(stack: IConstruct, configuration: Configuration): Occurrence[] {
  const { environments, organization } = configuration;
  const ofOrganization = { ...organization, baselineRole: organization?.baseline.role.name };
  if (stack instanceof OrganizationsMembersStack) {
    return memberNames(stack, configuration).map((one) => ({
      ...one,
      stack: stack.node.id,
      target: ORGANIZATIONS,
      ...settingOf(one.type, one.name, ORGANIZATIONS, ofOrganization),
    }));
  }
  const place =
    stack instanceof EnvironmentStack
      ? { ...stack.target, target: stack.target.name, kind: stack.stackName }
      : { accountId: organization?.managementAccount.id ?? '', region: '', target: ORGANIZATIONS, kind: ORGANIZATIONS };
  const environment = environments.find(({ name }) => name === place.target);
  const configured = environment ?? ofOrganization;
  return stack.node.findAll().flatMap((one): Occurrence[] => {
    if (!(one instanceof TerraformResource) || NAMED[one.terraformResourceType] === undefined) return [];
    const { nameInput, bucketInput, functionNameInput, alarmNameInput, regionInput } = one as NamedResource;
    const name = nameInput ?? bucketInput ?? functionNameInput ?? alarmNameInput;
    if (name === undefined) return [];
    const type = one.terraformResourceType;
    const owner = one.node.scopes.find((scope) => scope instanceof MemberBaseline);
    return [
      {
        type,
        name,
        stack: stack.node.id,
        target: place.target,
        accountId: owner?.accountId ?? place.accountId,
        region: regionInput ?? place.region,
        ...settingOf(type, name, place.kind, configured),
      },
    ];
  });
}

type Setting = Pick<Occurrence, 'path' | 'chosen'>;

const FIXED: Setting = { path: undefined, chosen: false };

/** An environment, or the organization with the role that its baseline creates. */
interface Configured {
  readonly names?: Partial<EnvironmentNames & OrganizationNames>;
  readonly bootstrap?: Configuration['environments'][number]['bootstrap'];
  readonly baselineRole?: string;
}

/** The setting that determines the name of a resource of a stack. */
function settingOf(type: string, name: string, stack: string, configured: Configured): Setting {
  const path = otherSetting(type, name, stack, configured);
  if (path !== undefined) return { path, chosen: true };
  const key = nameSetting(configured.names ?? {}, type, name);
  return key === undefined ? FIXED : { path: `names.${key}`, chosen: name !== DEFAULT_NAMES[key] };
}

/** The same, of a name outside `names`. */
function otherSetting(
  type: string,
  name: string,
  stack: string,
  { bootstrap, baselineRole }: Configured,
): string | undefined {
  switch (stack) {
    case 'notifications':
      return 'notifications.topicName';
    case 'backup':
      return `backup.vaults.${name.replace(VAULT_KEY_ALIAS, '')}.${type === 'aws_kms_alias' ? 'key' : 'name'}`;
    case ORGANIZATIONS:
      if (type === 'aws_iam_role') return name === baselineRole ? 'baseline.role.name' : undefined;
      return VAULTS.has(type) ? `baseline.vaults.${name.replace(VAULT_KEY_ALIAS, '')}.name` : undefined;
    case 'state-bootstrap':
      if (type === 'aws_s3_bucket' || type === 'aws_kms_alias') return 'state.bucket';
      if (bootstrap?.planRole === name || name === `${bootstrap?.planRole}-state`) return 'bootstrap.planRole';
      return bootstrap !== undefined && name.startsWith(bootstrap.applyRole) ? 'bootstrap.applyRole' : undefined;
    default:
      return undefined;
  }
}

const VAULTS = new Set(['aws_backup_vault', 'aws_kms_alias']);
const VAULT_KEY_ALIAS = /^alias\/backup-vault-/;
