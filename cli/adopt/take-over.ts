import path from 'node:path';

import type { AdoptContext } from '../../domain/adopt/adopted';
import type { FoundAccount } from '../../domain/adopt/found';
import { type StackImports, stackImports } from '../../domain/adopt/imports';
import { partKey } from '../../domain/adopt/part';
import { partOfAddress } from '../../domain/adopt/part-of-address';
import type { PlannedStack } from '../../domain/adopt/planned-resources';
import type { AdoptReport } from '../../domain/adopt/report';
import { standaloneStack } from '../../domain/adopt/standalone';
import { defined } from '../../domain/defined';
import { type Finding, refusal } from '../../domain/finding';
import { DEFAULT_NAMES } from '../../domain/names';
import { DEFAULT_TOPIC_NAME } from '../../domain/notifications/derived-names';
import { acceptAccount } from '../../environments/adopt/accept-account';
import { withoutDefaults } from '../../environments/adopt/without-defaults';
import { printEnvironment } from '../../environments/print-environment';
import type { CommonInput, EnvironmentInput } from '../../environments/schema';
import { configurationWith } from '../configuration';
import { RefusedInputError } from '../exit-code';
import { writeFileAtOnce } from '../write-file';
import { type AdoptedStack, synthesizeAdopted } from './synthesize-adopted';

/** Plans stacks that need no state, with the credentials of a profile. */
export type PlanAdopted = (stacks: readonly AdoptedStack[], profile: string | undefined) => Promise<AdoptedPlan>;

/** What Terraform plans for each stack, why that is unknown, or the addresses of imports of what does not exist. */
export type AdoptedPlan =
  | { readonly stacks: readonly PlannedStack[] }
  | { readonly unknown: string }
  | { readonly missing: readonly string[] };

export interface TakeOverRequest {
  readonly found: FoundAccount;
  readonly environment: string;
  readonly common: CommonInput;
  /** The region of the environment. */
  readonly region: string;
  /** The folder to write to. */
  readonly out: string;
  readonly regionSettings: boolean;
  readonly plan: (stacks: readonly AdoptedStack[]) => Promise<AdoptedPlan>;
}

/**
 * Maps what an account has to an environment that the rules accept, finds what its stacks import, and writes both files.
 *
 * @throws {RefusedError} when the common values, or other files, are wrong: then nothing is written
 * @throws {RefusedInputError} when the first apply would replace what cannot stay outside
 */
export async function takeOver(request: TakeOverRequest): Promise<AdoptReport> {
  const { environment, common, found, out } = request;
  const { input, items, stacks, plan } = await acceptedAndPlanned(request, new Map(), new Set());
  const file = path.join(out, `${environment}.ts`);
  const importsFile = path.join(out, `${environment}.imports.json`);
  const imports = Object.entries(stacks).flatMap(([name, of]) => (of.imports.length === 0 ? [] : [[name, of.imports]]));
  // First: without the environment, it has no effect.
  writeFileAtOnce(importsFile, `${JSON.stringify(Object.fromEntries(imports), null, 2)}\n`);
  writeFileAtOnce(file, printEnvironment(withoutDefaults(input, common), common));
  return {
    environment,
    accountId: found.accountId,
    files: [file, importsFile],
    items,
    stacks,
    denied: found.denied,
    plan,
  };
}

interface Outcome extends Pick<AdoptReport, 'items' | 'stacks' | 'plan'> {
  readonly input: EnvironmentInput;
}

/**
 * Repeats the mapping without what the rules refuse or the first apply would replace, and the plan without imports of what
 * does not exist. Each round leaves out more.
 */
async function acceptedAndPlanned(
  request: TakeOverRequest,
  excluded: ReadonlyMap<string, readonly Finding[]>,
  absent: ReadonlySet<string>,
): Promise<Outcome> {
  const { found, environment, common, out, region } = request;
  const file = path.join(out, `${environment}.ts`);
  const names = { ...DEFAULT_NAMES, ...defined(common.names ?? {}) };
  const { input, items, checked } = await acceptAccount(
    { account: found, context: await contextOf(request), names, common, file },
    async (candidate): Promise<AdoptedStack[]> =>
      synthesizeAdopted(await configurationWith({ file, name: environment, input: candidate }), environment),
    excluded,
  );
  const stacks = Object.fromEntries(
    checked.map(({ name, json }) => [name, existingOf(stackImports(json, found), absent)]),
  );
  const plan = await request.plan(
    checked.map((stack) => ({
      ...stack,
      json: standaloneStack(stack, checked, stacks[stack.name]?.imports ?? [], found.accountId),
    })),
  );
  if ('unknown' in plan) return { input, items, stacks, plan };
  if ('missing' in plan) {
    const more = new Set([...absent, ...plan.missing]);
    if (more.size > absent.size) return acceptedAndPlanned(request, excluded, more);
    return { input, items, stacks, plan: { unknown: `${plan.missing.join(', ')} do not exist` } };
  }
  const further = new Map(excluded);
  for (const [index, { destroyed }] of plan.stacks.entries()) {
    for (const address of destroyed) {
      const part = partOfAddress(address, checked[index]?.json ?? {}, region);
      if (!part || excluded.has(partKey(part))) throw cannotStay(address);
      further.set(partKey(part), [replaces(address)]);
    }
  }
  if (further.size > excluded.size) return acceptedAndPlanned(request, further, absent);
  return {
    input,
    items,
    stacks,
    plan: {
      unchanged: plan.stacks.flatMap(({ unchanged }) => unchanged).length,
      changed: plan.stacks.flatMap(({ changed }) => changed),
      created: plan.stacks.flatMap(({ created }) => created),
    },
  };
}

function existingOf({ imports, created }: StackImports, absent: ReadonlySet<string>): StackImports {
  return {
    imports: imports.filter(({ to }) => !absent.has(to)),
    created: [...created, ...imports.flatMap(({ to }) => (absent.has(to) ? [to] : []))].toSorted(),
  };
}

function replaces(address: string): Finding {
  return refusal({
    rule: 'adopt-replaces',
    path: address,
    message: 'the first apply would replace it',
    remedy: 'keep managing it elsewhere, and report this: the configuration should express it',
  });
}

function cannotStay(address: string): RefusedInputError {
  return new RefusedInputError(
    `The first apply would replace ${address}, so nothing was written.\n→ adopt with --no-plan, and compare the plan of the environment with the account`,
  );
}

async function contextOf(request: TakeOverRequest): Promise<AdoptContext> {
  const { found, environment, region, common, regionSettings } = request;
  const { backupDocument } = await import('../../stacks/build-app');
  const { timezone = 'Etc/UTC', tags = {}, notifications } = common;
  return {
    name: environment,
    accountId: found.accountId,
    region,
    timezone,
    tags,
    topicName: notifications?.topicName ?? DEFAULT_TOPIC_NAME,
    regionSettings,
    hasBootstrap: common.bootstrap !== undefined,
    backupDocument,
  };
}
