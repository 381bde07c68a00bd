import type { MergedObject } from './inheritance-place';
import { entriesOf, textsOf } from './merged-document';

/** What an effective policy counts on in an account: AWS resolves `$account` to the account's id. */
export interface RequiredNames {
  readonly vaults: readonly RequiredVault[];
  /** Names of roles, with their path. */
  readonly roles: readonly string[];
}

export interface RequiredVault {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

const VAULT_ARN = /^arn:aws:backup:([a-z0-9-]+):(\$account|\d{12}):backup-vault:([A-Za-z0-9_-]+)$/i;
const ROLE_ARN = /^arn:aws:iam::\$account:role\/(.+)$/i;

/** Every vault and role that the plans of an effective policy name, for one account (O2, O3). */
export function requiredNames(effectivePolicy: MergedObject, accountId: string): RequiredNames {
  const plans = entriesOf(effectivePolicy['plans']);
  return {
    vaults: unique(
      plans.flatMap(([, plan]) => vaultsOf(plan, accountId)),
      ({ accountId: account, region, name }) => `${account} ${region} ${name}`,
    ),
    roles: unique(
      plans.flatMap(([, plan]) => rolesOf(plan)),
      (role) => role,
    ),
  };
}

function vaultsOf(plan: MergedObject, accountId: string): RequiredVault[] {
  const regions = textsOf(plan['regions']);
  return entriesOf(plan['rules']).flatMap(([, rule]) => [
    ...textsOf(rule['target_backup_vault_name']).flatMap((name) =>
      regions.map((region) => ({ accountId, region, name })),
    ),
    ...entriesOf(rule['copy_actions']).flatMap(([, copy]) =>
      textsOf(copy['target_backup_vault_arn']).flatMap((arn): RequiredVault[] => {
        const [, region, account, name] = VAULT_ARN.exec(arn) ?? [];
        if (region === undefined || account === undefined || name === undefined) return [];
        return [{ accountId: account.startsWith('$') ? accountId : account, region, name }];
      }),
    ),
  ]);
}

function rolesOf(plan: MergedObject): string[] {
  // Selections stand below their kind: by tags, or by resources.
  return entriesOf(plan['selections'])
    .flatMap(([, kind]) => entriesOf(kind))
    .flatMap(([, selection]) => textsOf(selection['iam_role_arn']))
    .flatMap((arn) => ROLE_ARN.exec(arn)?.[1] ?? []);
}

function unique<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}
