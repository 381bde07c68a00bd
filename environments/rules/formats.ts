import type { Finding } from '../../domain/finding';

/** The format of a value. */
interface Look {
  readonly what: string;
  readonly pattern: RegExp;
  readonly allowed: string;
}

export const NAME: Look = {
  what: 'an environment or a service',
  pattern: /^[a-z][a-z0-9-]{0,30}$/,
  allowed: 'a lower-case letter, then up to 30 lower-case letters, digits and -',
};
export const BUCKET: Look = {
  what: 'a bucket',
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  allowed: '3 to 63 lower-case letters, digits, - and .',
};
export const ACCOUNT: Look = { what: 'an account', pattern: /^\d{12}$/, allowed: '12 digits' };
export const ROLE_ARN: Look = {
  what: 'a role',
  pattern: /^arn:aws:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]+$/,
  allowed: 'arn:aws:iam::<account>:role/<name>',
};
export const KEY_ARN: Look = {
  what: 'a key',
  pattern: /^arn:aws:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/,
  allowed: 'arn:aws:kms:<region>:<account>:key/<id>',
};
export const POLICY_ARN: Look = {
  what: 'a policy',
  pattern: /^arn:aws:iam::(aws|\d{12}):policy\/([\w+=,.@-]+\/)*[\w+=,.@-]+$/,
  allowed: 'arn:aws:iam::<account>:policy/<name>, or aws instead of the account',
};
export const PARAMETER_ARN: Look = {
  what: 'a parameter of Systems Manager',
  pattern: /^arn:aws:ssm:([a-z0-9-]+):\d{12}:parameter(\/[A-Za-z0-9_.-]+)+$/,
  allowed: 'arn:aws:ssm:<region>:<account>:parameter/<name>, without a version and without *',
};
export const ACTION: Look = {
  what: 'an action',
  pattern: /^[a-z0-9-]+:[A-Za-z*]+$/,
  allowed: '<service>:<action>, such as ssm:SendCommand',
};
export const POLICY_NAME: Look = {
  what: 'a policy',
  pattern: /^[\w+=,.@-]{1,128}$/,
  allowed: '1 to 128 letters, digits and + = , . @ - _',
};
export const ORGANIZATION: Look = {
  what: 'an organization',
  pattern: /^o-[a-z0-9]{10,32}$/,
  allowed: 'o- and 10 to 32 lower-case letters and digits',
};
export const TOPIC: Look = {
  what: 'a topic',
  pattern: /^[A-Za-z0-9_-]{1,256}$/,
  allowed: '1 to 256 letters, digits, - and _',
};

export const WINDOW: Look = {
  what: 'a maintenance window',
  pattern: /^[A-Za-z0-9_.-]{3,128}$/,
  allowed: '3 to 128 letters, digits, -, _ and .',
};
export const STEP: Look = {
  what: 'a step',
  pattern: /^[A-Za-z0-9_]{3,128}$/,
  allowed: '3 to 128 letters, digits and _',
};
export const TAG_VALUE: Look = {
  what: 'a group of instances',
  pattern: /^[\p{L}\p{N} _.:/=+@-]{1,256}$/u,
  allowed: '1 to 256 letters, digits, spaces and _ . : / = + - @',
};

export const ROLE_NAME: Look = {
  what: 'a role',
  pattern: /^[\w+=,.@-]{1,64}$/,
  allowed: '1 to 64 letters, digits and + = , . @ - _',
};
export const REPOSITORY: Look = {
  what: 'a repository of GitHub',
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}$/,
  allowed: 'owner/name',
};
export const SUBJECT: Look = {
  what: 'the repository of a token',
  pattern: /^repo:[\w.@-]+\/[\w.@-]+$/,
  allowed: 'repo:<owner>/<name> as the OIDC settings of the repository show it, without what follows and without *',
};

/** A value in the wrong format; undefined is valid. */
export function shaped(found: string | undefined, { what, pattern, allowed }: Look, path: string): Finding[] {
  if (found === undefined || pattern.test(found)) return [];
  return [
    {
      rule: 'value-not-allowed',
      severity: 'error',
      source: 'aws',
      path,
      found,
      message: `${JSON.stringify(found)} cannot name ${what}`,
      remedy: `use ${allowed}`,
    },
  ];
}

/** The region in the ARN of a key; undefined if it is not the ARN of a key. */
export function regionOfKey(arn: string): string | undefined {
  return KEY_ARN.pattern.exec(arn)?.[1];
}
