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
 * Leaves out of the base what was never deployed: stacks in an account of the sample, where the head has a user's account
 * (U6). Compared with the head they would look like losses, but there is nothing to lose. Member accounts that a stack also
 * deploys to do not matter: a stack with a user's own account can have been deployed before a member of the sample joined.
 */
export function deployedBase<A extends App>(base: A, head: App): Deployed<A> {
  const isCustomized = Object.values(head).some((json) => hasOwnAccount(json));
  const isNeverDeployed = ([name, json]: [string, JsonObject]): boolean => {
    const account = accountOf(providerOf(json));
    if (account === undefined || !isSample(account)) return false;
    return head[name] === undefined ? isCustomized : hasOwnAccount(head[name]);
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
  const { environment } = placeOf(stackName, providerOf(base));
  const before = accountOf(providerOf(base)) ?? null;
  const after = (head && accountOf(providerOf(head))) ?? null;
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

/** The provider without an alias: that of the stack's own account. */
function providerOf({ provider }: JsonObject): JsonObject | undefined {
  return Object.values(isObject(provider) ? provider : {})
    .flat()
    .filter(isObject)
    .find(({ alias }) => alias === undefined);
}

function hasOwnAccount(json: JsonObject): boolean {
  const account = accountOf(providerOf(json));
  return account !== undefined && !isSample(account);
}

function isSample(account: string): boolean {
  return SAMPLE_ACCOUNT.test(account);
}
