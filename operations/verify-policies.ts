import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import type { EffectivePolicy } from '../domain/policy/effective-policy';
import { policyDifferences, type PolicyDifference } from '../domain/policy/policy-differences';
import { publishedErrors, publishedPolicy, withheldAccounts, type PublishedError } from './effective-policies';
import type { Progress } from './progress';

/** The comparison of one account's effective policy in AWS with the computed one. */
export interface Verdict {
  readonly accountId: string;
  /**
   * `withheld`: AWS does not publish the policy, whether this was expected or not.
   * `unknown-account`: the organization has no such account.
   */
  readonly verdict: 'same' | 'different' | 'withheld' | 'unknown-account';
  readonly differences: readonly PolicyDifference[];
  /** Errors that AWS reports, and the simulation does not. */
  readonly unexpectedErrors: readonly PublishedError[];
  /** Errors that the simulation expects, and AWS does not report. */
  readonly missingErrors: readonly PublishedError[];
}

/** Compares every account's effective policy and its errors with the simulation (O7). It only reads. */
export async function verifyPolicies(
  client: OrganizationsClient,
  simulated: readonly EffectivePolicy[],
  progress: Progress,
): Promise<Verdict[]> {
  progress('reading withheld policies');
  const withheld = await withheldAccounts(client);
  const verdicts: Verdict[] = [];
  for (const [index, policy] of simulated.entries()) {
    progress(`account ${index + 1} of ${simulated.length}: ${policy.accountId}`);
    // Sequentially: Organizations throttles early.
    verdicts.push(await verify(client, policy, withheld.has(policy.accountId)));
  }
  return verdicts;
}

async function verify(client: OrganizationsClient, simulated: EffectivePolicy, withheld: boolean): Promise<Verdict> {
  const { accountId, errors } = simulated;
  const found = await publishedPolicy(client, accountId);
  const nothing = { accountId, differences: [], unexpectedErrors: [], missingErrors: [] };
  if (found === undefined) return { ...nothing, verdict: 'unknown-account' };

  const expected = errors.filter(({ source }) => source === 'aws');
  const reported = withheld ? await publishedErrors(client, accountId) : [];
  const unexpectedErrors = reported.filter((error) => !expected.some((one) => isSame(one, error)));
  const missingErrors = expected
    .filter((error) => !reported.some((one) => isSame(one, error)))
    .map(({ code, path, message }) => ({ code, path, message }));
  // AWS then returns the last valid policy, which does not show the new one.
  const differences = withheld ? [] : policyDifferences(simulated, found);
  const compared = differences.length + missingErrors.length === 0 ? 'same' : 'different';
  return {
    accountId,
    verdict: withheld ? 'withheld' : compared,
    differences,
    unexpectedErrors,
    missingErrors,
  };
}

type Named = Pick<PublishedError, 'code' | 'path'>;

function isSame(one: Named, other: Named): boolean {
  return one.code === other.code && one.path.toLowerCase() === other.path.toLowerCase();
}
