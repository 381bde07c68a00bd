import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import { lockNotPossible } from '../../domain/backup/lock';
import type { Template } from '../../domain/baseline/template';
import { isObject, type JsonObject } from '../../domain/json-object';

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
const EVENTS = [
  'Backup Job State Change',
  'Backup Plan State Change',
  'Backup Vault State Change',
  'Copy Job State Change',
  'Recovery Point State Change',
  'Region Setting State Change',
  'Restore Job State Change',
  'Scan Job State Change',
];

/**
 * Permissions without an API operation, or with another name.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const ONLY_PERMISSIONS = ['backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault', 's3:ListAllMyBuckets'];

/** Services whose actions have a prefix that is not the name of their model. */
const MODELS: Readonly<Record<string, string>> = {
  elasticfilesystem: 'efs',
  tag: 'resourcegroupstaggingapi',
  timestream: 'timestream-write',
};

/** What cfn-lint accepts in a template, and AWS refuses or never does. */
export function templateProblems({ Resources = {} }: Partial<Template>): string[] {
  return Object.entries(Resources).flatMap(([id, { Properties }]) => [
    ...lockProblems(Properties['LockConfiguration']),
    ...allUnder(Properties, 'Action')
      .filter((action) => !exists(action))
      .map((action) => `${id}: ${action} is no action`),
    ...allUnder(Properties, 'detail-type')
      .filter((type) => !EVENTS.includes(type))
      .map((type) => `${id}: ${type} is no event`),
    ...allUnder(Properties, 'BackupVaultEvents')
      .filter((event) => !AWS_LIMITS.backup.BackupVaultEvent.enum.some((known) => known === event))
      .map((event) => `${id}: ${event} is no event of a vault`),
  ]);
}

function lockProblems(lock: unknown): string[] {
  if (!isObject(lock)) return [];
  const days = (name: string) => lock[name] as number | undefined;
  const grace = days('ChangeableForDays');
  const found = lockNotPossible(
    {
      mode: grace === undefined ? 'governance' : 'compliance',
      minRetentionDays: days('MinRetentionDays'),
      maxRetentionDays: days('MaxRetentionDays'),
      changeableForDays: grace,
    },
    (setting) => setting,
  );
  return found.map(({ message }) => message);
}

/** Every text in a property of this name, however deep. */
function allUnder(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => allUnder(one, name));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [inner].flat().filter((one) => typeof one === 'string') : allUnder(inner, name),
  );
}

/** Whether an action is an operation in the service's own model, or a pattern that matches one. */
function exists(action: string): boolean {
  if (ONLY_PERMISSIONS.includes(action)) return true;
  const [service = '', pattern = ''] = action.split(':');
  const operation = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
  return operationsOf(MODELS[service] ?? service).some((name) => operation.test(name));
}

const models = new Map<string, string[]>();

/** The operations of a service in botocore, which the project's virtual environment has. */
function operationsOf(service: string): string[] {
  const known = models.get(service);
  if (known) return known;
  const venv = path.join(__dirname, '..', '..', '.venv', 'lib');
  const data = path.join(venv, readdirSync(venv)[0] ?? '', 'site-packages', 'botocore', 'data');
  const versions = readdirSync(data).includes(service) ? readdirSync(path.join(data, service)) : [];
  const files = versions.map((version) => path.join(data, service, version, 'service-2.json.gz'));
  // Of a version that AWS no longer supports, only examples are left.
  const operations = files
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      const model = gunzipSync(readFileSync(file)).toString();
      return Object.keys((JSON.parse(model) as { operations: JsonObject }).operations);
    });
  models.set(service, operations);
  return operations;
}
