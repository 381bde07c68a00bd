import type { Finding } from '../../domain/finding';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { requiredNames } from '../../domain/policy/required-names';
import { accountsOf, type Organization, treeOf } from '../../domain/organization/organization';
import { providedNames, type TerraformJson } from './provided-names';

/** The merge depends on no time: only the schedule rules do, which do not run here. */
const ANY_MOMENT = new Date(0);

/**
 * Compares the names in every effective policy with what the synthesized JSON creates in that account (O2, O3, O6): the same
 * vaults in every region, and the same role, to the letter. Accounts that are leaving are skipped.
 */
export function missingNames(organization: Organization, json: TerraformJson): Finding[] {
  const provided = providedNames(json);
  const leaving = new Set(
    accountsOf(organization)
      .filter((account) => account.leaving)
      .map(({ id }) => id),
  );
  const known = new Set(accountsOf(organization).map(({ id }) => id));
  const findings = [...effectivePolicies(treeOf(organization), { now: ANY_MOMENT })]
    .filter(({ accountId }) => !leaving.has(accountId))
    .flatMap(({ accountId, effectivePolicy }) => {
      const { vaults, roles } = requiredNames(effectivePolicy, accountId);
      return [
        ...vaults
          .filter(
            (vault) =>
              known.has(vault.accountId) && !provided.vaults.has(`${vault.accountId} ${vault.region} ${vault.name}`),
          )
          .map((vault) => missing(`vault ${vault.name}`, `account ${vault.accountId} in ${vault.region}`, accountId)),
        ...roles
          .filter((role) => !provided.roles.has(`${accountId} ${role}`))
          .map((role) => missing(`role ${role}`, `account ${accountId}`, accountId)),
      ];
    });
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}

function missing(name: string, where: string, accountId: string): Finding {
  return {
    rule: 'name-not-provided',
    severity: 'error',
    source: 'backupctl',
    path: 'baseline',
    message: `the effective policy of account ${accountId} names ${name}, which the stack does not create in ${where}: its backups would fail`,
    remedy:
      'name it the same in the policy and in the baseline, and list every region that a policy names in baseline.regions',
  };
}
