import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Testing, TerraformStack } from 'cdktf';

import { adjacentFiles } from '../environments/adjacent-files';
import type { OrganizationInput } from '../environments/organization/organization';
import { withoutTokenTraces } from '../cli/synth/without-token-traces';
import { parseEnvironments } from '../environments/parse';
import { FUNCTION_FOLDERS } from '../modules/core/functions';
import type { EnvironmentInput } from '../environments/schema';
import { buildApp } from '../stacks/build-app';
import { fixtures } from './fixtures';

/** The arguments of a resource, a data source or a provider. */
export type Block = Record<string, any>;

/** A stack's Terraform JSON, by what a reviewer looks for in it. */
export interface SynthesizedStack {
  readonly json: Block;
  /** The resources of a type, by logical id. */
  resources(type: string): Record<string, Block>;
  /** The only resource of a type whose arguments contain these. */
  resource(type: string, having?: Block): Block;
  /** The statements of the policy document that an argument refers to, by their Sid. */
  statements(reference: string): Record<string, Block>;
}

/** Synthesizes one stack of an environment, after a change to a copy of it. */
export function synthesized(
  environment: EnvironmentInput,
  stack: string,
  change: (input: EnvironmentInput) => void = () => {},
): SynthesizedStack {
  const input = structuredClone(environment);
  change(input);
  return only(build([input]), `${input.name}-${stack}`);
}

/** Synthesizes a stack of the frozen organization, after a change to a copy of it. */
export function synthesizedOrganization(
  change: (input: OrganizationInput) => void = () => {},
  stack = 'organizations',
): SynthesizedStack {
  const input = structuredClone(fixtures.organization);
  change(input);
  return only(build([], input), stack);
}

/** Synthesizes every stack of these environments: Terraform JSON without metadata, by stack. */
export function synthesizeAll(
  inputs: readonly EnvironmentInput[],
  organizationInput?: OrganizationInput,
  adjacent: AdjacentTexts = {},
): Record<string, Block> {
  const stacks = build(inputs, organizationInput, adjacent);
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, jsonOf(stack)]));
}

/** The texts of the JSON files next to the files of environments and of the organization, such as `dev.imports.json`. */
export type AdjacentTexts = Readonly<Record<string, string>>;

/** Builds every stack of these environments and of the organization. */
function build(
  inputs: readonly EnvironmentInput[],
  organizationInput?: OrganizationInput,
  texts: AdjacentTexts = {},
): TerraformStack[] {
  const adjacent = (name: string) => adjacentFiles('environments', name, (file) => texts[file]);
  const files = inputs.map((input) => {
    const { name } = input;
    return { file: `environments/${name}.ts`, name, input, ...adjacent(name) };
  });
  const file = organizationInput && {
    file: 'environments/organization.ts',
    input: organizationInput,
    ...adjacent('organization'),
  };
  const configuration = parseEnvironments(files, new Date('2026-11-21T00:00:00Z'), file);
  const outdir = mkdtempSync(path.join(tmpdir(), 'synth-'));
  const app = withoutTokenTraces(() => buildApp(configuration, { outdir, lambdas: standInLambdas() }));
  return app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
}

function only(stacks: readonly TerraformStack[], name: string): SynthesizedStack {
  const stack = stacks.find(({ node }) => node.id === name);
  if (stack === undefined) throw new Error(`there is no stack ${name}`);
  return new Reader(jsonOf(stack));
}

function jsonOf(stack: TerraformStack): Block {
  return JSON.parse(withoutTokenTraces(() => Testing.synth(stack)));
}

/** A folder with something in the place of the functions' zips: the stacks only carry them. */
export function standInLambdas(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lambdas-'));
  for (const name of FUNCTION_FOLDERS) writeFileSync(path.join(folder, `${name}.zip`), name);
  return folder;
}

class Reader implements SynthesizedStack {
  constructor(readonly json: Block) {}

  resources(type: string): Record<string, Block> {
    return this.json['resource']?.[type] ?? {};
  }

  resource(type: string, having: Block = {}): Block {
    const found = Object.values(this.resources(type)).filter((resource) =>
      Object.entries(having).every(([argument, value]) => resource[argument] === value),
    );
    if (found.length !== 1) throw new Error(`${found.length} resources ${type} with ${JSON.stringify(having)}`);
    return found[0] as Block;
  }

  statements(reference: string): Record<string, Block> {
    const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(reference)?.[1] ?? '';
    const statements: Block[] = this.json['data'].aws_iam_policy_document[id].statement;
    return Object.fromEntries(statements.map((statement, index) => [statement['sid'] ?? index, statement]));
  }
}
