import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';

import { BY_ROLE } from '../../local-aws/moto';
import type { Credentials } from '../../local-aws/seed/account';
import type { LocalAws } from '../../local-aws/start';
import { credentialsIn } from '../aws/credentials-in';
import { changedEnvironments } from '../commands';
import type { fixtures } from '../fixtures';
import type { Variables } from '../terraform/programs';
import { startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';

type Environment = (typeof fixtures)['dev'];

/** The accounts of environments on one local AWS, and the app for them. */
export interface Accounts {
  readonly aws: LocalAws;
  readonly app: ProviderApp;
  readonly credentialsOf: (environment: Environment) => Required<Credentials>;
  /** Variables of Terraform and of commands, with credentials of the account. */
  readonly variablesOf: (environment: Environment) => Variables;
  /** Creates the bucket of the states, as a user can instead of `bootstrap`. */
  readonly createBucket: (environment: Environment) => Promise<void>;
  /** The keys in the bucket of the states. */
  readonly keys: (environment: Environment) => Promise<string[]>;
  /** Removes an object from the bucket of the states. */
  readonly remove: (environment: Environment, key: string) => Promise<void>;
  /** The record of the last apply. */
  readonly latestRecord: (environment: Environment) => Promise<any>;
  /** An object in the bucket of the states, as JSON. */
  readonly json: (environment: Environment, key: string) => Promise<any>;
}

/**
 * Starts empty accounts, and synthesizes the app.
 *
 * @param changes of the files of the fixtures
 */
export async function startAccounts(
  environments: readonly Environment[],
  changes: Readonly<Record<string, (text: string) => string>>,
): Promise<Accounts> {
  const aws = await startAccount(BY_ROLE);
  const credentials = new Map<string, Required<Credentials>>();
  for (const { name, accountId } of environments)
    credentials.set(name, await credentialsIn(accountId, aws.standIn.url));
  const app = await synthesizeForProvider(aws, { BACKUP_ENVIRONMENTS_DIR: changedEnvironments(changes) });

  const credentialsOf = ({ name }: Environment) => credentials.get(name) as Required<Credentials>;
  const s3Of = (environment: Environment) =>
    new S3Client({
      region: environment.region,
      endpoint: aws.standIn.url,
      credentials: credentialsOf(environment),
    });
  const json = async (environment: Environment, Key: string): Promise<any> => {
    const { Body } = await s3Of(environment).send(new GetObjectCommand({ Bucket: environment.state.bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  };
  return {
    aws,
    app,
    json,
    credentialsOf,
    variablesOf: (environment) => {
      const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(environment);
      return {
        ...app.variables,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      };
    },
    createBucket: async (environment) => {
      const { region, state } = environment;
      const LocationConstraint = region as BucketLocationConstraint;
      const request = { Bucket: state.bucket, CreateBucketConfiguration: { LocationConstraint } };
      await s3Of(environment).send(new CreateBucketCommand(request));
    },
    keys: async (environment) => {
      const { Contents = [] } = await s3Of(environment).send(
        new ListObjectsV2Command({ Bucket: environment.state.bucket }),
      );
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    remove: async (environment, Key) => {
      await s3Of(environment).send(new DeleteObjectCommand({ Bucket: environment.state.bucket, Key }));
    },
    latestRecord: (environment) => json(environment, `${environment.service}/${environment.name}/releases/latest.json`),
  };
}

/**
 * A fixture without what the older provider does not know and `verify` would find: time zones of rules, and conditions of
 * selections.
 */
export function knownToOlderProvider(text: string): string {
  return text
    .replaceAll(/timezone: 'Asia\/Tokyo',(?=\s+startWindowMinutes)/g, "timezone: 'Etc/UTC',")
    .replaceAll(/tags: \{.*\},\s+(?=resources:)/g, '');
}
