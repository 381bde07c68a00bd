import type { AdoptContext } from '../../domain/adopt/adopted';
import type { FoundAccount } from '../../domain/adopt/found';
import { mapAccount } from '../../domain/adopt/map-account';
import { type Item, type Part, partKey } from '../../domain/adopt/part';
import type { Finding } from '../../domain/finding';
import type { EnvironmentNames } from '../../domain/names';
import { isRefused, type RefusedError } from '../refusal';
import type { CommonInput, EnvironmentInput } from '../schema';
import { placedParts, refusedParts } from './refused-part';

export interface AcceptedAccount<T> {
  /** The contents of the environment file, with every value. */
  readonly input: EnvironmentInput;
  readonly items: readonly Item[];
  /** What checking returned. */
  readonly checked: T;
}

interface Mapping {
  readonly account: FoundAccount;
  readonly context: AdoptContext;
  readonly names: EnvironmentNames;
  readonly common: CommonInput;
  /** The path of the environment file, as findings name it. */
  readonly file: string;
}

/**
 * Maps an account, and leaves out what the rules refuse, until they accept it: AWS accepts more than they do (X1).
 *
 * @param check parses the input, and throws RefusedError
 * @param excluded parts that stay outside for other reasons
 * @throws {RefusedError} with what is wrong although no part of the account is, such as a common value
 */
export async function acceptAccount<T>(
  { account, context, names, common, file }: Mapping,
  check: (input: EnvironmentInput) => T | Promise<T>,
  excluded: ReadonlyMap<string, readonly Finding[]> = new Map(),
): Promise<AcceptedAccount<T>> {
  const { settings, items } = mapAccount(account, context, names, excluded);
  const input: unknown = {
    ...common,
    name: context.name,
    accountId: context.accountId,
    region: context.region,
    ...settings,
    iam: { ...common.iam, ...settings.iam },
    notifications: { ...common.notifications, ...settings.notifications },
  };
  // The check reads everything, and nothing changes it.
  const written = input as EnvironmentInput;
  try {
    return { input: written, items, checked: await check(written) };
  } catch (error) {
    if (!isRefused(error)) throw error;
    const further = new Map(excluded);
    for (const [part, findings] of partsRefusedBy(error, written, file)) {
      if (!excluded.has(partKey(part))) further.set(partKey(part), findings);
    }
    // Each round leaves out one more part of the account, so there is a last one.
    if (further.size === excluded.size) throw error;
    return acceptAccount({ account, context, names, common, file }, check, further);
  }
}

/** The parts that findings concern. A finding of another file concerns none. */
function partsRefusedBy({ refusals }: RefusedError, input: EnvironmentInput, file: string): [Part, Finding[]][] {
  const findings = refusals.filter((refusal) => refusal.file === file).flatMap((refusal) => refusal.findings);
  if (findings.length === 0) return [];
  const placed = placedParts(input);
  const parts = new Map<string, [Part, Finding[]]>();
  for (const finding of findings) {
    for (const part of refusedParts(finding.path, placed)) {
      const [, of] = parts.get(partKey(part)) ?? [part, []];
      parts.set(partKey(part), [part, [...of, finding]]);
    }
  }
  return [...parts.values()];
}
