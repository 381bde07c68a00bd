import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Json } from './shadow';

const STATE = {
  bucket: 'anyservice-dev-tfstate-111111111111',
  region: 'ap-northeast-1' as const,
  encrypt: true,
  use_lockfile: true,
};

const stateOf = (stack: string) => ({ ...STATE, key: `anyservice/dev/${stack}/terraform.tfstate` });

/** The place of the states of the shipped environment dev. */
export const DEV_STATES = STATE;

/** Never to be seen anywhere but in plans and states: the stacks name it in small letters. */
export const SECRET = 'CORRECT-HORSE-BATTERY-STAPLE';

/** What differs from one test to the next. */
export interface TwoStacks {
  /** What iam publishes. */
  readonly role?: string;
  /** Makes what backup holds another one, so that it has something to apply. */
  readonly backup?: string;
  /** A file: applying backup takes until it is gone. */
  readonly gate?: string;
  /** Makes applying backup fail. */
  readonly fails?: boolean;
}

/**
 * Two stacks of the environment dev as synth would write them, of which Terraform needs no provider: backup reads the role
 * of iam.
 */
export function writeTwoStacks(folder: string, { role = 'role', backup = '', gate, fails = false }: TwoStacks): void {
  const command = fails ? 'echo it went wrong >&2; exit 1' : `while test -e '${gate}'; do sleep 0.1; done`;
  const slow = gate !== undefined || fails ? { provisioner: [{ 'local-exec': { command } }] } : {};
  const stacks = {
    'dev-iam': {
      terraform: { backend: { s3: stateOf('iam') }, required_version: '>= 1.11.0' },
      resource: { terraform_data: { role: { input: role } } },
      output: { backupRoleArn: { value: '${terraform_data.role.output}' } },
    },
    'dev-backup': {
      terraform: { backend: { s3: stateOf('backup') }, required_version: '>= 1.11.0' },
      data: { terraform_remote_state: { iam: { backend: 's3', config: stateOf('iam') } } },
      resource: {
        terraform_data: {
          selection: {
            input: {
              role: '${data.terraform_remote_state.iam.outputs.backupRoleArn}',
              secret: `\${sensitive(upper("${SECRET.toLowerCase()}"))}`,
              backup,
            },
            triggers_replace: [backup],
            ...slow,
          },
        },
      },
    },
  };
  writeStacks(folder, stacks, { 'dev-backup': ['dev-iam'] });
}

/** Writes stacks as synth would, with those that each one reads. */
export function writeStacks(folder: string, stacks: Json, reads: Json = {}): void {
  const manifest = Object.keys(stacks).map((name) => [
    name,
    {
      name,
      dependencies: reads[name] ?? [],
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      workingDirectory: `stacks/${name}`,
    },
  ]);
  for (const [name, json] of Object.entries(stacks)) {
    mkdirSync(path.join(folder, 'stacks', name), { recursive: true });
    writeFileSync(path.join(folder, 'stacks', name, 'cdk.tf.json'), JSON.stringify(json, undefined, 2));
  }
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}
