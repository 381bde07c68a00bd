import { DOCUMENTED_LIMITS, type ReservedText } from '../../domain/aws-limits/documented';
import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import { endOf, patternOf } from '../../domain/aws-limits/limit';
import type { Finding } from '../../domain/finding';

/** The format of a value. */
export interface Format {
  readonly what: string;
  readonly pattern: RegExp;
  readonly allowed: string;
  /** The remedy for some texts that do not match. */
  readonly hint?: { readonly pattern: RegExp; readonly remedy: string };
  /** Texts that match the pattern, and that AWS refuses nevertheless. */
  readonly reserved?: readonly ReservedText[];
}

const { backup, cloudwatch, events, iam, organizations, scheduler, ssm } = AWS_LIMITS;
const {
  bucketName,
  eventBusName,
  functionName,
  parameterName,
  queueName,
  topicDisplayName,
  topicName,
  automationStepName,
} = DOCUMENTED_LIMITS;

const TAG_CHARACTERS = 'letters, digits, spaces and _ . : / = + - @';
const account = organizations.AccountId.pattern;
const folders = `(?:${iam.roleNameType.pattern}/)*`;

export const NAME: Format = {
  what: 'an environment or a service',
  pattern: /^[a-z][a-z0-9-]{0,30}$/,
  allowed: 'a lower-case letter, then up to 30 lower-case letters, digits and -',
};
/** Nothing is deployed with it. */
export const SIZE_NAME: Format = {
  what: 'a declared size',
  pattern: /^[A-Za-z][A-Za-z0-9 _-]{0,49}$/,
  allowed: 'a letter, then up to 49 letters, digits, spaces, _ and -',
};
export const BUCKET: Format = {
  what: 'a bucket',
  pattern: patternOf(bucketName),
  allowed: '3 to 63 lower-case letters, digits, - and .',
  // Any other brace belongs to a placeholder that does not exist.
  hint: {
    pattern: /\{(?!(?:service|name|accountId)\})|(?<!\{(?:service|name|accountId))\}/,
    remedy: 'the placeholders are {service}, {name} and {accountId}',
  },
  reserved: bucketName.reserved,
};
export const ACCOUNT: Format = {
  what: 'an account',
  pattern: patternOf(organizations.AccountId),
  allowed: '12 digits',
};
export const ROLE_ARN: Format = {
  what: 'a role',
  pattern: new RegExp(`^arn:aws:iam::${account}:role/${folders}${endOf(iam.roleNameType)}$`),
  allowed: 'arn:aws:iam::<account>:role/<name>',
};
export const KEY_ARN: Format = {
  what: 'a key',
  pattern: new RegExp(`^arn:aws:kms:([a-z0-9-]+):${account}:key/[A-Za-z0-9-]+$`),
  allowed: 'arn:aws:kms:<region>:<account>:key/<id>',
};
export const POLICY_ARN: Format = {
  what: 'a policy',
  pattern: new RegExp(`^arn:aws:iam::(?:aws|${account}):policy/${folders}${endOf(iam.policyNameType)}$`),
  allowed: 'arn:aws:iam::<account>:policy/<name>, or aws instead of the account',
};
export const VAULT_ARN: Format = {
  what: 'a vault',
  pattern: new RegExp(
    `^arn:aws:backup:(?:[a-z0-9-]+|\\*):(?:${account}|\\*):backup-vault:${endOf(backup.BackupVaultName)}$`,
  ),
  allowed: 'arn:aws:backup:<region>:<account>:backup-vault:<name>, with * for every region or account',
};
export const PARAMETER_ARN: Format = {
  what: 'a parameter of Systems Manager',
  pattern: new RegExp(`^arn:aws:ssm:([a-z0-9-]+):${account}:parameter(?:/[A-Za-z0-9_.-]+){1,15}$`),
  allowed: 'arn:aws:ssm:<region>:<account>:parameter/<name>, without a version and without *',
  reserved: [{ pattern: /:parameter\/(?:aws|ssm)/i, why: 'AWS reserves names that begin with aws or ssm' }],
};
export const ACTION: Format = {
  what: 'an action',
  pattern: /^[a-z0-9-]+:[A-Za-z0-9*]+$/,
  allowed: '<service>:<action>, such as ssm:SendCommand',
};
export const POLICY_NAME: Format = {
  what: 'a policy',
  pattern: patternOf(iam.policyNameType),
  allowed: '1 to 128 letters, digits and + = , . @ - _',
};
export const ORGANIZATION: Format = {
  what: 'an organization',
  pattern: patternOf(organizations.OrganizationId),
  allowed: 'o- and 10 to 32 lower-case letters and digits',
};
export const ROOT: Format = {
  what: 'a root',
  pattern: patternOf(organizations.RootId),
  allowed: 'the ID of a root, such as r-ab12',
};
export const UNIT: Format = {
  what: 'an OU',
  pattern: patternOf(organizations.OrganizationalUnitId),
  allowed: 'the ID of an OU, such as ou-ab12-11111111',
};
export const UNIT_NAME: Format = {
  what: 'an OU',
  pattern: patternOf(organizations.OrganizationalUnitName),
  allowed: '1 to 128 characters',
};
export const ACCOUNT_NAME: Format = {
  what: 'an account',
  pattern: patternOf(organizations.AccountName),
  allowed: '1 to 128 characters',
};
/** With providers, everything in a member account has its name as the tag Account. */
export const MEMBER: Format = {
  what: 'a member account',
  pattern: patternOf({ ...iam.tagValueType, ...organizations.AccountName }),
  allowed: `1 to 128 ${TAG_CHARACTERS}: it is also the value of a tag`,
};
/** As `backupctl organization pull` writes the states of AWS Organizations. */
export const ACCOUNT_STATE: Format = {
  what: 'the state of an account',
  pattern: /^(?:active|pending-activation|suspended|pending-closure|closed)$/,
  allowed: 'active, pending-activation, suspended, pending-closure or closed',
};
/** It also has its name as the tag Name. */
export const BACKUP_POLICY: Format = {
  what: 'a backup policy',
  pattern: patternOf({ ...iam.tagValueType, ...organizations.PolicyName }),
  allowed: `1 to 128 ${TAG_CHARACTERS}: it is also the value of a tag`,
};
export const DESCRIPTION: Format = {
  what: 'the purpose of a policy',
  pattern: patternOf(organizations.PolicyDescription),
  allowed: 'up to 512 characters',
};
export const MEMBER_ROLE: Format = {
  what: 'a role in every account',
  pattern: new RegExp(`^${folders}${endOf(iam.roleNameType)}$`),
  allowed: 'the name of a role, with its path if it has one: OrganizationAccountAccessRole or admin/Deployer',
};
export const TOPIC: Format = {
  what: 'a topic',
  pattern: patternOf(topicName),
  allowed: '1 to 256 letters, digits, - and _',
};
export const TOPIC_ARN: Format = {
  what: 'a topic',
  pattern: new RegExp(`^arn:aws:sns:([a-z0-9-]+):${account}:${endOf(topicName)}$`),
  allowed: 'arn:aws:sns:<region>:<account>:<name>',
  hint: { pattern: /\.fifo$/, remedy: 'AWS Backup publishes only to standard topics: name one' },
};
export const DISPLAY_NAME: Format = {
  what: 'the sender of messages',
  pattern: patternOf(topicDisplayName),
  allowed: 'up to 100 characters',
};
export const PARAMETER: Format = {
  what: 'an SSM parameter',
  pattern: patternOf(parameterName),
  allowed: 'a name such as /backup/webhook, with up to 15 levels of letters, digits, _ . and -',
  reserved: parameterName.reserved,
};

export const WINDOW: Format = {
  what: 'a maintenance window',
  pattern: patternOf(ssm.MaintenanceWindowName),
  allowed: '3 to 128 letters, digits, -, _ and .',
};
export const STEP: Format = {
  what: 'a step',
  pattern: patternOf(automationStepName),
  allowed: '3 to 128 letters, digits and _',
};
/** The value of a tag. */
export const GROUP: Format = {
  what: 'a group of instances',
  pattern: patternOf({ ...iam.tagValueType, min: 1 }),
  allowed: `1 to 256 ${TAG_CHARACTERS}`,
};

/** Letters, digits and the rest of the characters that names of roles and policies share with values of tags. */
const NAME_AND_TAG = '[\\w+=.@-]+';
/** It also has its name as the tag Name, which accepts no comma. */
export const ROLE_NAME: Format = {
  what: 'a role',
  pattern: patternOf({ ...iam.roleNameType, pattern: NAME_AND_TAG }),
  allowed: '1 to 64 letters, digits and + = . @ - _',
};
/** A policy that a stack creates. It also has its name as the tag Name. */
export const OWN_POLICY: Format = {
  what: 'a policy',
  pattern: patternOf({ ...iam.policyNameType, pattern: NAME_AND_TAG }),
  allowed: '1 to 128 letters, digits and + = . @ - _',
};
export const FUNCTION: Format = {
  what: 'a function',
  pattern: patternOf(functionName),
  allowed: '1 to 64 letters, digits, - and _',
};
export const QUEUE: Format = {
  what: 'a queue',
  pattern: patternOf(queueName),
  allowed: '1 to 80 letters, digits, - and _: a FIFO queue cannot hold undelivered invocations',
};
export const SCHEDULE: Format = {
  what: 'a schedule',
  pattern: patternOf(scheduler.Name),
  allowed: '1 to 64 letters, digits, -, _ and .',
};
export const EVENT_RULE: Format = {
  what: 'an event rule',
  pattern: patternOf(events.RuleName),
  allowed: '1 to 64 letters, digits, -, _ and .',
};
export const EVENT_BUS: Format = {
  what: 'an event bus',
  pattern: patternOf(eventBusName),
  allowed: '1 to 256 letters, digits, -, _ and .',
  reserved: eventBusName.reserved,
};
/** It also has its name as the tag Name. */
export const ALARM: Format = {
  what: 'an alarm',
  pattern: patternOf({ ...iam.tagValueType, ...cloudwatch.AlarmName }),
  allowed: `1 to 255 ${TAG_CHARACTERS}`,
};
export const REPOSITORY: Format = {
  what: 'a repository of GitHub',
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}$/,
  allowed: 'owner/name',
};
export const SUBJECT: Format = {
  what: 'the repository of a token',
  pattern: /^repo:[\w.@-]+\/[\w.@-]+$/,
  allowed: 'repo:<owner>/<name> as the OIDC settings of the repository show it, without what follows and without *',
};

/** A value in the wrong format; undefined is valid. */
export function shaped(found: string | undefined, format: Format, path: string): Finding[] {
  if (found === undefined) return [];
  const { what, pattern, allowed, hint, reserved = [] } = format;
  const refused = { rule: 'value-not-allowed', severity: 'error', source: 'aws', path, found } as const;
  const message = `${abbreviated(found)} cannot name ${what}`;
  if (!pattern.test(found)) {
    const remedy = hint?.pattern.test(found) === true ? hint.remedy : `use ${allowed}`;
    return [{ ...refused, message, remedy }];
  }
  const matched = reserved.find((text) => text.pattern.test(found));
  return matched === undefined
    ? []
    : [{ ...refused, message: `${message}: ${matched.why}`, remedy: 'choose another name' }];
}

/** A text that is too long for a message, with its length. */
function abbreviated(text: string): string {
  if (text.length <= 100) return JSON.stringify(text);
  return `${JSON.stringify(`${text.slice(0, 40)}…`)}, which has ${text.length} characters,`;
}

/** The region in the ARN of a key; undefined if it is not the ARN of a key. */
export function regionOfKey(arn: string): string | undefined {
  return KEY_ARN.pattern.exec(arn)?.[1];
}
