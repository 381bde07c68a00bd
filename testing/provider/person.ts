import { Backup } from '@aws-sdk/client-backup';
import { IAM } from '@aws-sdk/client-iam';
import { Organizations } from '@aws-sdk/client-organizations';
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { SSM } from '@aws-sdk/client-ssm';

import type { Credentials } from '../../local-aws/seed/account';

const LOCAL: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Clients with which a person changes an account and a region, outside of Terraform. */
export interface Person {
  readonly backup: Backup;
  readonly iam: IAM;
  readonly organizations: Organizations;
  readonly s3: S3;
  readonly sns: SNS;
  readonly sqs: SQS;
  readonly ssm: SSM;
  // Of services whose clients this repository does not install. The local AWS checks no signature.
  readonly json: (service: string, target: string, input: object) => Promise<any>;
  readonly query: (service: string, action: string, parameters: Readonly<Record<string, string>>) => Promise<string>;
  readonly lambda: (method: string, path: string, input: object) => Promise<string>;
}

/** @param endpoint of the local AWS */
export function person(endpoint: string, region: string, credentials = LOCAL): Person {
  const options = { endpoint, region, credentials };
  const call = async (
    service: string,
    path: string,
    method: string,
    content: [type: string, body: string],
    more = {},
  ) => {
    const { accessKeyId } = credentials;
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request`;
    const headers = { authorization, 'content-type': content[0], ...more };
    const response = await fetch(`${endpoint}${path}`, { method, headers, body: content[1] });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service}: ${response.status}: ${text}`);
    return text;
  };
  return {
    backup: new Backup(options),
    iam: new IAM(options),
    organizations: new Organizations(options),
    s3: new S3({ ...options, forcePathStyle: true }),
    sns: new SNS(options),
    sqs: new SQS(options),
    ssm: new SSM(options),
    json: async (service, target, input) => {
      const body: [string, string] = ['application/x-amz-json-1.1', JSON.stringify(input)];
      return JSON.parse((await call(service, '/', 'POST', body, { 'x-amz-target': target })) || '{}');
    },
    query: (service, Action, parameters) => {
      const body = new URLSearchParams({ Action, Version: '2010-08-01', ...parameters }).toString();
      return call(service, '/', 'POST', ['application/x-www-form-urlencoded', body]);
    },
    lambda: (method, path, input) => call('lambda', path, method, ['application/json', JSON.stringify(input)]),
  };
}

/**
 * A policy that allows everyone an action.
 *
 * @param resource null in the trust policy of a role
 */
export function openTo(action: string, resource: string | null = '*'): string {
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: action };
  const Statement = [resource === null ? statement : { ...statement, Resource: resource }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
