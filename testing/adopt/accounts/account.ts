import { Backup } from '@aws-sdk/client-backup';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM, NoSuchEntityException } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { SNS } from '@aws-sdk/client-sns';
import { SSM } from '@aws-sdk/client-ssm';

import type { LocalAws } from '../../../local-aws/start';

export const ACCOUNT = '111111111111';

/** An account that our stacks did not create, and what a careful adopter expects of adopt. */
export interface ForeignAccount {
  /** The name of the environment. */
  readonly name: string;
  /** The first one is the environment's. */
  readonly regions: readonly string[];
  readonly build: (aws: LocalAws) => Promise<void>;
  readonly expected: ExpectedAdoption;
}

export interface ExpectedAdoption {
  /** The names of all vaults of the environment. */
  readonly vaults: readonly string[];
  readonly plans: readonly string[];
  /** What the environment names by ARN and does not import. */
  readonly referenced: readonly string[];
  /** What the report says stays outside. */
  readonly outside: readonly RegExp[];
  /** What the report also says. */
  readonly reported: readonly RegExp[];
  /** What no file and no output contains. */
  readonly secrets: readonly string[];
}

/** The `common.ts` of its owner. */
export const commonOf = ({ regions: [region = ''] }: ForeignAccount): string => `export const common = {
  service: 'acme',
  region: '${region}',
  state: { bucket: '{service}-{name}-tfstate-{accountId}' },
};
`;

/** Clients for one region. */
export function clientsIn(aws: LocalAws, region: string) {
  const options = { region, endpoint: aws.standIn.url, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  return {
    backup: new Backup(options),
    events: new EventBridge(options),
    iam: new IAM(options),
    kms: new KMS(options),
    sns: new SNS(options),
    ssm: new SSM(options),
  };
}

export type Clients = ReturnType<typeof clientsIn>;

export const policyOf = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });

const MANAGED = 'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor';

interface Role {
  readonly name: string;
  readonly path?: string;
  /** The service that assumes it. */
  readonly service?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly boundary?: string;
  readonly inline?: Readonly<Record<string, string>>;
  /** AWS's policies for AWS Backup, by the ends of their names. */
  readonly managed?: readonly string[];
}

type WithIam = Partial<Clients> & Pick<Clients, 'iam'>;

/** Creates a role that a service assumes. Returns its ARN. */
export async function makeRole({ iam }: WithIam, role: Role): Promise<string> {
  const { name: RoleName, path, service = 'backup.amazonaws.com', tags = {}, inline = {}, managed = [] } = role;
  const { Role: made } = await iam.createRole({
    RoleName,
    ...(path === undefined ? {} : { Path: path }),
    AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(role.boundary === undefined ? {} : { PermissionsBoundary: role.boundary }),
  });
  for (const [PolicyName, PolicyDocument] of Object.entries(inline)) {
    await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument });
  }
  for (const end of managed) {
    await iam.attachRolePolicy({ RoleName, PolicyArn: `${MANAGED}${end}` }).catch((error: unknown) => {
      // moto has AWS's policies only if it was started with them, which takes it long.
      if (!(error instanceof NoSuchEntityException)) throw error;
    });
  }
  return made?.Arn ?? '';
}

/** Creates a key with an alias. Returns its ARN. */
export async function makeKey({ kms }: Clients, alias: string): Promise<string> {
  const { KeyMetadata } = await kms.createKey({ Description: alias });
  await kms.createAlias({ AliasName: `alias/${alias}`, TargetKeyId: KeyMetadata?.KeyId });
  return KeyMetadata?.Arn ?? '';
}
