import { counted } from '../../domain/counted';
import { fewOf } from '../../domain/few-of';

import { byEffect } from '../../domain/policy/by-effect';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import type { OrganizationTree } from '../../domain/policy/organization-tree';
import { type AccountPlace, accountText, containerText, everyPlace, placeIn } from './account-place';
import { errorsText, errorText, publishedText } from './effective-errors';
import { settingsOf } from './explanation';
import { settingTree } from './setting-tree';

/** Counts accounts while they are printed. */
export class Tally {
  withErrors = 0;
  #accounts = 0;
  #withheld = 0;

  *counting(policies: Iterable<EffectivePolicy>): Generator<EffectivePolicy> {
    for (const policy of policies) {
      this.#accounts++;
      if (policy.errors.length > 0) this.withErrors++;
      if (!policy.published) this.#withheld++;
      yield policy;
    }
  }

  text(): string {
    const accounts = this.#accounts === 1 ? '1 account' : `${this.#accounts} accounts`;
    return `\n${accounts}: ${this.withErrors} with errors, ${this.#withheld} whose policy AWS withholds`;
  }
}

/** So many accounts are listed. */
const FEW = 10;

export function effectiveJson(policy: EffectivePolicy): string {
  return JSON.stringify(policy, null, 2);
}

/** A JSON array, one account on each line. What accounts share is serialized once. */
export function* effectiveJsonLines(policies: Iterable<EffectivePolicy>): Generator<string> {
  const known = new WeakMap<EffectivePolicy['provenance'], string>();
  let previous: string | undefined;
  yield '[';
  for (const { accountId, ...effect } of policies) {
    if (previous !== undefined) yield `${previous},`;
    const text = known.get(effect.provenance) ?? JSON.stringify(effect);
    known.set(effect.provenance, text);
    previous = `{"accountId":${JSON.stringify(accountId)},${text.slice(1)}`;
  }
  if (previous !== undefined) yield previous;
  yield ']';
}

/** One account as text. */
export function effectiveText(policy: EffectivePolicy, tree: OrganizationTree): string {
  const place = placeIn(tree, policy.accountId);
  const settings = settingsOf(policy).filter(({ value }) => value !== null);
  return [
    `Account ${accountText(place)} in ${containerText(place)}\n${publishedText(policy)}`,
    settings.length === 0 ? 'The policy is empty: it backs up nothing.' : settingTree(settings),
    ...errorsText(policy.errors),
  ].join('\n\n');
}

/**
 * Every account as text, below its container; then each error once, with its accounts. Many accounts of one container with the
 * same result are one line.
 */
export function* effectiveList(policies: Iterable<EffectivePolicy>, tree: OrganizationTree): Generator<string> {
  const places = new Map([...everyPlace(tree)].map((place) => [place.account.id, place]));
  const accountsWith = new Map<string, string[]>();
  const resultOf = byEffect(resultText);
  let container: string | undefined;
  let results = new Map<string, AccountPlace[]>();
  for (const policy of policies) {
    const place = places.get(policy.accountId);
    if (!place) continue;
    const before = container;
    container = containerText(place);
    if (container !== before) {
      yield* resultLines(results);
      results = new Map();
      yield before === undefined ? container : `\n${container}`;
    }
    const result = resultOf(policy);
    const alike = results.get(result);
    if (alike) alike.push(place);
    else results.set(result, [place]);
    for (const error of policy.errors) {
      const text = errorText(error);
      const accounts = accountsWith.get(text);
      if (accounts) accounts.push(policy.accountId);
      else accountsWith.set(text, [policy.accountId]);
    }
  }
  yield* resultLines(results);
  if (accountsWith.size > 0) yield '\nErrors';
  for (const [error, accounts] of accountsWith) yield `\n${error}\n    in ${fewOf(accounts)}`;
}

/** The accounts of one container by their result. */
function resultLines(results: ReadonlyMap<string, readonly AccountPlace[]>): string[] {
  return [...results].flatMap(([result, places]) =>
    places.length > FEW
      ? [`  ${counted(places.length)} accounts: ${result}`]
      : places.map((place) => `  ${accountText(place)}: ${result}`),
  );
}

function resultText({ effectivePolicy, published, errors }: EffectivePolicy): string {
  const plans = Object.keys(effectivePolicy['plans'] ?? {});
  return [
    plans.length === 0 ? 'no plan' : plans.join(', '),
    ...(errors.length === 0 ? [] : [errors.length === 1 ? '1 error' : `${errors.length} errors`]),
    ...(published ? [] : ['withheld by AWS']),
  ].join('; ');
}
