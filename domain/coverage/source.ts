import { BACKUP_GROUP_TAG } from '../ssm-backup/tags';
import type { WindowHours } from '../ssm-backup/window-capacity';
import type { ResourceSelection } from './resource-selection';

/** A source of backups: it backs up the resources that it selects, in one region. */
export interface Source {
  /** `plan`: a plan of the environment. `policy`: a backup policy of the organization. `window`: the SSM backup. */
  readonly kind: 'plan' | 'policy' | 'window';
  /** Unique for its kind and region: `<plan>/<selection>`, or the name of the maintenance window. */
  readonly name: string;
  readonly region: string;
  readonly selection: ResourceSelection;
}

/** A source that backs up a resource. */
export type Coverage = Pick<Source, 'kind' | 'name'>;

const KINDS: Readonly<Record<Coverage['kind'], string>> = {
  plan: 'plan',
  policy: 'policy plan',
  window: 'window',
};

/** Such as `plan EC2/Tag-AWSBackup-EC2`. */
export function coverageText({ kind, name }: Coverage): string {
  return `${KINDS[kind]} ${name}`;
}

/** The maintenance window of an environment and its group. */
export interface BackupWindow extends WindowHours {
  readonly region: string;
  readonly group: string;
}

const INSTANCES = ['arn:*:ec2:*:*:instance/*'];

/** What a maintenance window backs up: the instances of its group. */
export function windowSource({ name, region, group }: BackupWindow): Source {
  const conditions = [{ operator: 'stringEquals', key: BACKUP_GROUP_TAG, value: group }] as const;
  return { kind: 'window', name, region, selection: { resources: INSTANCES, notResources: [], tags: [], conditions } };
}
