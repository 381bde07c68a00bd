import { isObject, type JsonObject } from '../domain/json-object';
import { SAMPLE_ACCOUNT } from '../domain/sample-account';
import { accountOf, placeOf } from './model/read-stack';
import type { ReviewFinding } from './finding';
import { TERRAFORM_RULES } from './rules/terraform';

type App = Readonly<Record<string, JsonObject>>;

/** What to compare with, and what to report about the rest of the base. */
interface Deployed<A> {
  /** The base without the stacks that were never deployed. */
  readonly base: A;
  /** One for each environment that they belong to. */
  readonly findings: readonly ReviewFinding[];
}

/**
 * Leaves out of the base what was never deployed: stacks in accounts of the sample, where the head has a user's accounts
 * (U6). Compared with the head they would look like losses, but there is nothing to lose.
 */
export function deployedBase<A extends App>(base: A, head: App): Deployed<A> {
  const ownAccounts = Object.values(head)
    .flatMap(accountsOf)
    .filter((account) => !isSample(account));
  if (ownAccounts.length === 0) return { base, findings: [] };
  const isNeverDeployed = ([name, json]: [string, JsonObject]): boolean => {
    const accounts = accountsOf(json);
    const following = head[name] === undefined ? ownAccounts : accountsOf(head[name]);
    return accounts.length > 0 && accounts.every(isSample) && !following.every(isSample);
  };
  const stacks = Object.entries(base);
  const findings = stacks.filter(isNeverDeployed).map(([name, json]) => findingOf(name, json, head[name]));
  const first = findings.filter(
    ({ environments: [environment] }, index) =>
      findings.findIndex((other) => other.environments[0] === environment) === index,
  );
  return { base: Object.fromEntries(stacks.filter((stack) => !isNeverDeployed(stack))) as A, findings: first };
}

function findingOf(stackName: string, base: JsonObject, head: JsonObject | undefined): ReviewFinding {
  const { environment } = placeOf(stackName, providersOf(base)[0]);
  const [before = null] = accountsOf(base);
  const [after = null] = head === undefined ? [] : accountsOf(head);
  const { name: rule, severity, why, remedy } = TERRAFORM_RULES.neverDeployed;
  return {
    rule,
    severity,
    environments: [environment],
    accounts: after === null ? [] : [after],
    stack: 'all stacks',
    address: 'provider.aws',
    path: 'allowed_account_ids',
    before,
    after,
    why,
    remedy,
  };
}

function providersOf({ provider }: JsonObject): JsonObject[] {
  return Object.values(isObject(provider) ? provider : {})
    .flat()
    .filter(isObject);
}

function accountsOf(json: JsonObject): string[] {
  return providersOf(json).flatMap((provider) => accountOf(provider) ?? []);
}

function isSample(account: string): boolean {
  return SAMPLE_ACCOUNT.test(account);
}
