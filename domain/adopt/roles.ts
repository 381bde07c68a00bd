import { DESCRIBE_FAST_SNAPSHOT_RESTORES, FURTHER_ACTIONS_SID, passInstanceRoles } from '../backup/role-statements';
import { awsBackupPolicy, SERVICE_ROLE_PATH } from '../backup/service-roles';
import { assumedBy } from '../iam/assumed-by';
import { serializeStatement, statementsIn } from '../iam/serialize-statement';
import type { AnyStatement } from '../iam/statement';
import { textsIn } from '../json-object';
import type { EnvironmentNames } from '../names';
import type { AdoptContext, AdoptedIam, AdoptedPlan } from './adopted';
import type { FoundAccount, FoundAccountRole } from './found';
import { mostUsed } from './most-used';
import type { Item } from './part';
import { hasStatements } from './same-statements';

interface MappedRoles {
  readonly iam: AdoptedIam;
  /** The role of the environment for backups. */
  readonly backupRoleArn: string;
  readonly items: readonly Item[];
}

interface Settings {
  readonly passableInstanceRoles: 'all' | readonly string[];
  readonly trustOnlyOwnAccount: boolean;
  readonly boundaryArn: string | undefined;
}

/**
 * The roles of the environment: those that its iam stack would create in the same way, otherwise existing ones by their ARN.
 * @param used the ARNs of the roles of selections, one for each selection
 */
export function mapRoles(
  account: FoundAccount,
  used: readonly string[],
  names: EnvironmentNames,
  context: Pick<AdoptContext, 'hasBootstrap'>,
): MappedRoles {
  const { accountId, roles } = account;
  const named = (name: string) => roles.find(({ arn }) => arn === roleArn(accountId, name));
  const [backup, restore] = [named(names.backupRole), named(names.restoreRole)];
  const ofBackup = backup && settingsOf(account, backup, 'backup', names);
  const ofRestore = restore && settingsOf(account, restore, 'restore', names);
  const settings = ofBackup ?? ofRestore;
  const isSame = JSON.stringify(ofRestore) === JSON.stringify(settings);
  const isOwnRestore = restore === undefined || (ofRestore !== undefined && isSame);
  const usual = mostUsed(used.filter((arn) => roles.some((role) => role.arn === arn)));
  // A role that selections use is better than one more role.
  const backupRole = ofBackup ? undefined : (backup?.arn ?? usual);
  const restoreRole = isOwnRestore ? undefined : restore?.arn;
  return {
    backupRoleArn: backupRole ?? roleArn(accountId, names.backupRole),
    iam: {
      ...(backupRole === undefined ? {} : { backupRoleArn: backupRole }),
      ...(restoreRole === undefined ? {} : { restoreRoleArn: restoreRole }),
      ...(settings && (ofBackup || isOwnRestore) ? ownSettings(settings) : {}),
      ...boundaryOf(account, ofBackup ? backup : isOwnRestore ? restore : undefined, names, context),
    },
    items: [
      ...(ofBackup ? [item(names.backupRole, 'taken over')] : []),
      ...(isOwnRestore && ofRestore ? [item(names.restoreRole, 'taken over')] : []),
      ...[backupRole, restoreRole].flatMap((arn) => (arn === undefined ? [] : [item(nameOf(arn), 'referenced')])),
      ...takenPolicies(account, [ofBackup ? backup : undefined, isOwnRestore ? restore : undefined], names),
    ],
  };
}

function item(name: string, state: Item['state']): Item {
  const reason = state === 'referenced' ? { reason: 'the role and its policies are not changed' } : {};
  return { kind: 'role', region: 'global', name, state, ...reason };
}

const nameOf = (arn: string): string => arn.replace(/^.*\//, '');

/**
 * Roles of selections that do not exist.
 * @param used the ARNs of the roles of selections
 * @param plans those that are taken over
 */
export function missingRoles(
  { roles, denied }: FoundAccount,
  used: readonly string[],
  plans: readonly AdoptedPlan[],
): Item[] {
  if (denied.some(({ action }) => action === 'iam:GetRole')) return [];
  const missing = [...new Set(used)].filter((arn) => !roles.some((role) => role.arn === arn));
  const written = plans.flatMap(({ selections }) => selections.map(({ roleArn: arn }) => arn));
  const part = { kind: 'role', region: 'global' } as const;
  const reason = 'a selection uses it, but it does not exist: its jobs fail';
  return missing.map((name) =>
    written.includes(name)
      ? {
          ...part,
          name,
          state: 'referenced',
          reason,
          remedy: 'remove `roleArn` from the selection after the first apply',
        }
      : { ...part, name, state: 'outside', reason, remedy: 'create the role, or select with another one' },
  );
}

/** Policies with the names of those that the stack creates, which it would fail to create. */
function takenPolicies(
  { accountId, policies }: FoundAccount,
  own: readonly (FoundAccountRole | undefined)[],
  names: EnvironmentNames,
): Item[] {
  const used = new Set(own.flatMap((role) => role?.policyArns ?? []));
  return [names.backupPassRolePolicy, names.restorePassRolePolicy, names.fastSnapshotRestoresPolicy].flatMap((name) => {
    const found = policies.find(({ arn }) => arn === policyArn(accountId, name));
    if (!found || used.has(found.arn)) return [];
    return [
      {
        kind: 'policy',
        region: 'global',
        name,
        state: 'outside',
        reason: 'it has the name of a policy of the iam stack, which could not be created if the environment needs it',
        remedy: 'choose another name in `names`, or delete the policy',
      } as const,
    ];
  });
}

/** The settings with which the iam stack creates a role in this way; undefined if there are none. */
function settingsOf(
  { accountId, policies }: FoundAccount,
  role: FoundAccountRole,
  kind: 'backup' | 'restore',
  names: EnvironmentNames,
): Settings | undefined {
  const isRead = role.unread.length === 0 && role.inlinePolicyNames.length === 0;
  const trustOnlyOwnAccount = [true, false].find((only) =>
    hasStatements(role.trust, [trustOf(only ? accountId : undefined)]),
  );
  const passRole = policyArn(accountId, kind === 'backup' ? names.backupPassRolePolicy : names.restorePassRolePolicy);
  const fast = policyArn(accountId, names.fastSnapshotRestoresPolicy);
  const expected = [
    awsBackupPolicy('ForRestores'),
    ...(kind === 'backup' ? [awsBackupPolicy('ForBackup'), fast] : []),
    ...(role.policyArns.includes(passRole) ? [passRole] : []),
  ];
  const document = (arn: string) => policies.find((policy) => policy.arn === arn)?.document;
  const passed = role.policyArns.includes(passRole) ? passedRoles(document(passRole)) : [];
  const isFast = kind === 'restore' || hasStatements(document(fast), [statement(DESCRIBE_FAST_SNAPSHOT_RESTORES)]);
  if (!isRead || trustOnlyOwnAccount === undefined || passed === undefined || !isFast) return undefined;
  if (JSON.stringify(expected.toSorted()) !== JSON.stringify(role.policyArns.toSorted())) return undefined;
  return { passableInstanceRoles: passed, trustOnlyOwnAccount, boundaryArn: role.boundaryArn };
}

function ownSettings({ passableInstanceRoles, trustOnlyOwnAccount }: Settings): AdoptedIam {
  return { passableInstanceRoles, trustOnlyOwnAccount };
}

/** The permissions boundary of a role that is taken over. If none is, that of the SSM backup's automation. */
function boundaryOf(
  { accountId, roles, policies }: FoundAccount,
  taken: FoundAccountRole | undefined,
  names: EnvironmentNames,
  { hasBootstrap }: Pick<AdoptContext, 'hasBootstrap'>,
): Pick<AdoptedIam, 'permissionsBoundary' | 'boundaryActions'> {
  const ownPolicy = policyArn(accountId, names.automationPolicy);
  const isAutomation = ({ name, policyArns }: FoundAccountRole): boolean =>
    name === names.automationRole && policyArns.includes(ownPolicy);
  const role = taken ?? roles.find(isAutomation);
  if (!role) return {};
  const arn = role.boundaryArn ?? 'none';
  if (!hasBootstrap || arn !== policyArn(accountId, names.roleBoundary)) return { permissionsBoundary: arn };
  const statements = statementsIn(policies.find((policy) => policy.arn === arn)?.document ?? '') ?? [];
  const further = statements.find(({ Sid }) => Sid === FURTHER_ACTIONS_SID);
  const actions = textsIn(further?.['Action']);
  return {
    permissionsBoundary: 'made-here',
    ...(actions.length === 0 ? {} : { boundaryActions: actions.toSorted() }),
  };
}

/** The roles that a policy passes to EC2, if it does nothing else. */
function passedRoles(document: string | undefined): Settings['passableInstanceRoles'] | undefined {
  const [only] = statementsIn(document ?? '') ?? [];
  const resources = textsIn(only?.['Resource']);
  const roles = resources.length === 1 && resources[0] === '*' ? 'all' : resources.toSorted();
  return hasStatements(document, [statement(passInstanceRoles(roles))]) ? roles : undefined;
}

const roleArn = (accountId: string, name: string): string =>
  `arn:aws:iam::${accountId}:role${SERVICE_ROLE_PATH}${name}`;

const policyArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:policy/${name}`;

/** A statement without resources or principals has none of them in IAM's JSON either. */
function statement(one: AnyStatement) {
  const {
    Sid: _sid,
    Principal,
    Resource,
    ...rest
  } = serializeStatement({ sid: '', resources: [], principals: [], ...one });
  return { ...rest, ...(one.resources ? { Resource } : {}), ...(one.principals ? { Principal } : {}) };
}

const trustOf = (sourceAccount: string | undefined) =>
  statement(assumedBy({ service: 'backup.amazonaws.com', ...(sourceAccount === undefined ? {} : { sourceAccount }) }));
