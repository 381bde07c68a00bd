import type { Request } from './evaluate';

// The things that questions about roles are about: in the account of the fixture prod, in others, and of other teams.

const ACCOUNT = '333333333333';
const REGION = 'ap-northeast-1';

export const arn = (service: string, name: string, region = REGION): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
export const iamArn = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:${name}`;

type Context = NonNullable<Request['context']>;
type Tags = Readonly<Record<string, string>>;

const OWN: Tags = { ManagedBy: 'Terraform', Environment: 'prod', Service: 'anyservice', Stack: 'backup' };
/** Another team uses Terraform too, in the same account. */
const FOREIGN: Tags = { ManagedBy: 'Terraform', Environment: 'prod', Service: 'billing', Stack: 'backup' };

const tags = (where: 'RequestTag' | 'ResourceTag', all: Tags): Context =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [`aws:${where}/${key}`, value]));

/** The situation of a resource that has tags, gets tags, or both. */
const TAGGED = {
  own: tags('ResourceTag', OWN),
  foreign: tags('ResourceTag', FOREIGN),
  partly: tags('ResourceTag', { ManagedBy: 'Terraform', Environment: 'prod', Stack: 'backup' }),
  untagged: {},
  new: tags('RequestTag', OWN),
  'new foreign': tags('RequestTag', FOREIGN),
  'new untagged': {},
  'own, tags again': { ...tags('ResourceTag', OWN), ...tags('RequestTag', OWN) },
  'foreign, claimed': { ...tags('ResourceTag', FOREIGN), ...tags('RequestTag', OWN) },
  'partly, claimed': { ...tags('ResourceTag', { Stack: 'backup' }), ...tags('RequestTag', OWN) },
} satisfies Record<string, Context>;

export type Situation = keyof typeof TAGGED;

/** What a request is about. */
export type Subject = Omit<Request, 'action'>;

export const subject = (resource: string, context: Context = {}): Subject => ({ resource, context });
export const inSituation = (situation: Situation, resource: string, more: Context = {}): Subject =>
  subject(resource, { ...TAGGED[situation], ...more });

/** Passing a role to a service. */
export const passed = (role: string, service: string): Subject =>
  subject(iamArn(`role/${role}`), { 'iam:PassedToService': `${service}.amazonaws.com` });

/** A role that gets or has a boundary, and a policy that is attached to it. */
export const role = (name: string, boundary?: string, policy?: string): Subject =>
  subject(iamArn(`role/${name}`), {
    ...(boundary !== undefined && { 'iam:PermissionsBoundary': boundary }),
    ...(policy !== undefined && { 'iam:PolicyARN': policy }),
  });

export const key = (situation: Situation, region = REGION): Subject =>
  inSituation(situation, arn('kms', 'key/1', region));
/** A key that a service uses for the caller. */
export const keyThrough = (service: string, more: Context = {}): Subject =>
  subject(arn('kms', 'key/1'), { 'kms:ViaService': `${service}.${REGION}.amazonaws.com`, ...more });

export const BOUNDARY = iamArn('policy/backupctl-role-boundary');
