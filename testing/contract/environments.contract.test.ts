import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type App, TerraformDataSource, type TerraformElement, TerraformResource, TerraformStack } from 'cdktf';

import { loadConfiguration } from '#environments';
import { mainWorkflow } from '../../delivery/domain/main-workflow';
import type { Configuration } from '../../environments/parse';
import { brokenReads, type StackJson } from '../../review/state-reads';
import { buildApp } from '../../stacks/build-app';
import { standInLambdas } from '../synthesized';

// The only tests that read the user's own environments/ (docs/adr/0019-testing.md). They accept any number of
// environments, with or without an organization. Their failures name the file to change.

const ROOT = path.resolve(__dirname, '..', '..');
const WORKFLOW = '.github/workflows/main.yml';

interface Synthesized {
  readonly configuration: Configuration;
  readonly app: App;
  readonly stacks: readonly TerraformStack[];
  /** Terraform JSON by stack. */
  readonly json: Readonly<Record<string, StackJson>>;
}

let synthesized: Synthesized | undefined;

/** What was synthesized, or undefined if the first test fails: its message is the only one worth reading. */
beforeAll(async () => {
  synthesized = await synthesize().catch(() => undefined);
});

async function synthesize(): Promise<Synthesized> {
  const configuration = await loadConfiguration('environments', new Date());
  const outdir = mkdtempSync(path.join(tmpdir(), 'contract-'));
  const app = buildApp(configuration, { outdir, lambdas: standInLambdas() });
  app.synth();
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  const read = (stack: TerraformStack) =>
    JSON.parse(readFileSync(path.join(outdir, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8')) as StackJson;
  return { configuration, app, stacks, json: Object.fromEntries(stacks.map((stack) => [stack.node.id, read(stack)])) };
}

test('U2 the environments synthesize', async () => {
  // A refusal lists every problem with its file and its remedy.
  const { configuration } = synthesized ?? (await synthesize());
  expect(configuration.environments).not.toEqual([]);
});

test('U2 every output that a stack reads is published', () => {
  const broken = brokenReads(synthesized?.json ?? {});
  expect(broken.map(({ message }) => `${fileOf(message)}: ${message}`)).toEqual([]);
});

test('U2 every resource has its own address, and every stack its own state', () => {
  const stacks = synthesized?.stacks ?? [];
  const addresses = stacks.flatMap((stack) =>
    stack.node
      .findAll()
      .filter((part) => TerraformResource.isTerraformResource(part) || TerraformDataSource.isTerraformDataSource(part))
      .map((part) => `${fileOf(stack.node.id)}: ${stack.node.id} ${addressOf(part as TerraformElement)}`),
  );
  const states = stacks.map((stack) => {
    const { s3 } = synthesized?.json[stack.node.id]?.terraform?.backend ?? {};
    const { bucket, key } = (s3 ?? {}) as Record<string, string>;
    return `${fileOf(stack.node.id)}: the state s3://${bucket}/${key}`;
  });
  expect(repeated(addresses)).toEqual([]);
  expect(repeated(states)).toEqual([]);
});

test('U2 the workflows include every environment', () => {
  if (synthesized === undefined || !existsSync(path.join(ROOT, WORKFLOW))) return;
  const { environments } = synthesized.configuration;
  const generated = mainWorkflow(environments.map(({ name }) => name));
  if (readFileSync(path.join(ROOT, WORKFLOW), 'utf8') !== generated)
    throw new Error(`${WORKFLOW} does not match environments/index.ts\n→ run npm run workflows`);
});

/** The file of the environment or the organization that a stack belongs to; the text begins with the stack's name. */
function fileOf(text: string): string {
  const names = (synthesized?.configuration.environments ?? []).map(({ name }) => name);
  const owner = names.filter((name) => text.startsWith(`${name}-`)).toSorted((a, b) => b.length - a.length);
  return `environments/${owner[0] ?? 'organization'}.ts`;
}

function addressOf(part: TerraformElement): string {
  const { terraformResourceType } = part as TerraformResource | TerraformDataSource;
  const kind = TerraformDataSource.isTerraformDataSource(part) ? 'data.' : '';
  return `${kind}${terraformResourceType}.${part.friendlyUniqueId}`;
}

/** Texts that occur more than once. */
function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}
