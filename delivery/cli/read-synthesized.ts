import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { SynthesizedStack } from '../operations/terraform/plan-stacks';
import type { StackFiles } from '../operations/terraform/work-folder';
import type { SynthesizedApp } from '../../review/review';
import { UsageError } from '../../cli/exit-code';
import { readApp } from '../../cli/review/read-app';
import { readJson } from '../../cli/review/read-json';
import type { ReleaseTarget } from './target';

/** The state of the bootstrap, which is not part of a release: the workflow roles may not change their own stack. */
export const BOOTSTRAP_STATE = 'state-bootstrap/terraform.tfstate';

/** A stack in the manifest of cdktf. */
interface ListedStack {
  readonly workingDirectory: string;
  readonly dependencies?: readonly string[];
}

/** The backend of a stack. */
interface Backed {
  readonly terraform?: { readonly backend?: { readonly s3?: { readonly bucket?: string; readonly key?: string } } };
}

/** The output of synth that Terraform reads. */
export interface Synthesized {
  readonly app: SynthesizedApp;
  /** The stacks of one environment. */
  readonly stacks: readonly SynthesizedStack[];
  /** The stack with the state bucket and the roles, if the configuration has it. */
  readonly bootstrap: readonly SynthesizedStack[];
  /** The location of a stack's state, as `s3://bucket/key`. */
  readonly stateOf: (stack: string) => string;
  /** The synthesized folder of a stack. */
  readonly folderOf: (stack: string) => string;
}

/**
 * Reads the stacks of an environment: those with a state in its bucket and below its key.
 * @throws {UsageError} when the folder is not a complete output of synth, or has no stack of the environment
 */
export function readSynthesized(folder: string, { name, service, state }: ReleaseTarget): Synthesized {
  const app = readApp(folder);
  const { stacks: listed = {} } = readJson(path.join(folder, 'manifest.json')) as {
    readonly stacks?: Readonly<Record<string, ListedStack>>;
  };
  const keys = `${service}/${name}/`;
  const folderOf = (stack: string): string => path.join(folder, listed[stack]?.workingDirectory ?? '');
  const backedBy = (stack: string) => (app[stack] as Backed).terraform?.backend?.s3 ?? {};
  const all = Object.keys(app).filter((stack) => {
    const { bucket, key = '' } = backedBy(stack);
    return bucket === state.bucket && key.startsWith(keys);
  });
  const own = all.filter((stack) => backedBy(stack).key !== `${keys}${BOOTSTRAP_STATE}`);
  if (own.length === 0) {
    throw new UsageError(
      `${folder} has no stack of ${name}, with its state in s3://${state.bucket}/${keys}.\n→ run npm run synth`,
    );
  }
  const read = (stack: string): SynthesizedStack => ({
    name: stack,
    dependencies: (listed[stack]?.dependencies ?? []).filter((one) => own.includes(one)),
    files: filesOf(folderOf(stack)),
  });
  const bootstrap = all.filter((stack) => !own.includes(stack));
  const stateOf = (stack: string): string => `s3://${state.bucket}/${backedBy(stack).key ?? ''}`;
  return { app, stacks: own.map(read), bootstrap: bootstrap.map(read), stateOf, folderOf };
}

/** The files of synth, without those that Terraform left there. */
function filesOf(folder: string): StackFiles {
  const assets = path.join(folder, 'assets');
  const files = existsSync(assets) ? readdirSync(assets, { recursive: true, withFileTypes: true }) : [];
  const paths = files
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
  return Object.fromEntries(
    ['cdk.tf.json', ...paths.toSorted()].map((file) => [
      file.split(path.sep).join('/'),
      readFileSync(path.join(folder, file)),
    ]),
  );
}
