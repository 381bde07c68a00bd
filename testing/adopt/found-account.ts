import { backupDocument } from '../../modules/ssm/backup-document';
import type { AdoptContext } from '../../domain/adopt/adopted';
import { NO_REGION } from '../../domain/adopt/existing';
import type {
  AdoptablePlan,
  AdoptableSelection,
  AdoptableTopic,
  AdoptableVault,
  FoundAccount,
  FoundAccountRole,
  FoundRegion,
} from '../../domain/adopt/found';

export const ACCOUNT = '111111111111';
export const HOME = 'ap-northeast-1';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole`;

export const CONTEXT: AdoptContext = {
  name: 'found',
  accountId: ACCOUNT,
  region: HOME,
  timezone: 'Asia/Tokyo',
  tags: {},
  topicName: 'sns-backup-alertnotification',
  regionSettings: false,
  hasBootstrap: true,
  backupDocument,
};

/** An account with this in its region, and nothing else. */
export function foundAccount(home: Partial<FoundRegion> = {}, other: Partial<FoundAccount> = {}): FoundAccount {
  return {
    accountId: ACCOUNT,
    regions: { [HOME]: foundRegion(home) },
    roles: [foundRole('AWSBackupDefaultServiceRole', { arn: ROLE, path: '/service-role/' })],
    policies: [],
    denied: [],
    ...other,
  };
}

export function foundRole(name: string, part: Partial<FoundAccountRole> = {}): FoundAccountRole {
  return {
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    name,
    path: '/',
    trust: '{}',
    boundaryArn: undefined,
    policyArns: [],
    inlinePolicyNames: [],
    tags: {},
    unread: [],
    ...part,
  };
}

export function foundRegion(part: Partial<FoundRegion> = {}): FoundRegion {
  return { ...NO_REGION, ...part };
}

export function foundVault(name: string, part: Partial<AdoptableVault> = {}): AdoptableVault {
  return {
    name,
    type: 'vault',
    keyArn: undefined,
    lock: undefined,
    notifications: undefined,
    accessPolicy: undefined,
    tags: {},
    recoveryPoints: 0,
    unread: [],
    ...part,
  };
}

type FoundRule = AdoptablePlan['rules'][number];

export function foundRule(vault: string, part: Partial<FoundRule> = {}): FoundRule {
  return {
    name: 'Daily',
    vault,
    schedule: 'cron(0 5 ? * * *)',
    timezone: 'Etc/UTC',
    startWindowMinutes: 480,
    completionWindowMinutes: 10_080,
    deleteAfterDays: 35,
    archive: false,
    continuous: false,
    recoveryPointTags: {},
    copies: [],
    ...part,
  };
}

export function foundSelection(name: string, part: Partial<AdoptableSelection> = {}): AdoptableSelection {
  const terms = { any: [{ key: 'backup', value: 'true' }], conditions: {}, resources: [], notResources: [] };
  return { id: `id-of-${name}`, name, roleArn: ROLE, terms, ...part };
}

export function foundPlan(name: string, part: Partial<AdoptablePlan> = {}): AdoptablePlan {
  return {
    id: `id-of-${name}`,
    name,
    windowsVss: false,
    unsupported: [],
    rules: [foundRule('Default')],
    selections: [foundSelection('Tagged')],
    tags: {},
    unread: [],
    ...part,
  };
}

export function foundTopic(name: string, part: Partial<AdoptableTopic> = {}): AdoptableTopic {
  return {
    arn: `arn:aws:sns:${HOME}:${ACCOUNT}:${name}`,
    name,
    displayName: '',
    policy: undefined,
    keyId: undefined,
    settings: {},
    subscriptions: [],
    tags: {},
    unread: [],
    ...part,
  };
}
