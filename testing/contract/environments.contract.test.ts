import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { TerraformDataSource, type TerraformElement, TerraformResource, TerraformStack } from 'cdktf';

import { loadConfiguration } from '#environments';
import { withoutTokenTraces } from '../../cli/synth/without-token-traces';
import { mainWorkflow } from '../../delivery/domain/main-workflow';
import type { Configuration } from '../../environments/parse';
import { brokenReads, type StackJson } from '../../review/state-reads';
import { buildApp } from '../../stacks/build-app';
import { deniedActions, deniedReads } from '../permissions';
import { standInLambdas } from '../synthesized';

// The only tests that read the user's own environments/ (docs/adr/0019-testing.md). They accept any number of
// environments, with or without an organization. Their failures name the file to change.

const WORKFLOW = path.resolve(__dirname, '..', '..', '.github', 'workflows', 'main.yml');

interface Synthesized {
  readonly configuration: Configuration;
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
  const app = withoutTokenTraces(() => {
    const built = buildApp(configuration, { outdir, lambdas: standInLambdas() });
    built.synth();
    return built;
  });
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  const read = (stack: TerraformStack) =>
    JSON.parse(readFileSync(path.join(outdir, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8')) as StackJson;
  return { configuration, stacks, json: Object.fromEntries(stacks.map((stack) => [stack.node.id, read(stack)])) };
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

test('U2 the bootstrap roles have sufficient permissions for every resource', () => {
  const { configuration, json = {} } = synthesized ?? {};
  const denied = (configuration?.environments ?? []).flatMap(({ name, accountId, region, bootstrap }) => {
    // An environment without a bootstrap brings its own roles.
    if (!bootstrap) return [];
    const roles = `${name}-state-bootstrap`;
    const isDeployed = (stack: string) => ownerOf(stack) === name && stack !== roles;
    const place = { account: accountId, region };
    const isRead = (stack: string) => ownerOf(stack) === name;
    const refused = (role: string) => deniedReads(json, isRead, { bootstrap: roles, role, ...place });
    return [
      ...deniedActions(json, isDeployed, { bootstrap: roles, role: bootstrap.applyRole, ...place }),
      ...new Set([bootstrap.planRole, bootstrap.applyRole].flatMap(refused)),
    ];
  });
  expect(denied.map((message) => `${fileOf(message)}: the roles lack ${message}`)).toEqual([]);
});

test('U2 the workflows include every environment', () => {
  const names = (synthesized?.configuration.environments ?? []).map(({ name }) => name);
  const found = existsSync(WORKFLOW) ? readFileSync(WORKFLOW, 'utf8') : undefined;
  // Users of another pipeline may remove the workflows.
  const outdated = names.length > 0 && found !== undefined && found !== mainWorkflow(names);
  expect(outdated ? '.github/workflows/main.yml does not match environments/index.ts: run npm run workflows' : '').toBe(
    '',
  );
});

/** The environment whose stack a text begins with, or the organization. */
function ownerOf(text: string): string {
  const names = (synthesized?.configuration.environments ?? []).map(({ name }) => name);
  const owners = names.filter((name) => text.startsWith(`${name}-`)).toSorted((a, b) => b.length - a.length);
  return owners[0] ?? 'organization';
}

const fileOf = (text: string): string => `environments/${ownerOf(text)}.ts`;

function addressOf(part: TerraformElement): string {
  const { terraformResourceType } = part as TerraformResource | TerraformDataSource;
  const kind = TerraformDataSource.isTerraformDataSource(part) ? 'data.' : '';
  return `${kind}${terraformResourceType}.${part.friendlyUniqueId}`;
}

/** Texts that occur more than once. */
function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}
