import { copyUnderAwsManagedKey } from '../../domain/backup/copy-key';
import { type EnvironmentRule, rulesOf } from './environment-rule';
import { typesOf } from '../../domain/backup/cold-storage';
import { findVault, optedInTypes } from './lookups';
import { copyPath } from './config-paths';

/** Copies to other accounts need keys that the other account can use. */
export const copyKeys: EnvironmentRule = (environment) =>
  rulesOf(environment).flatMap(({ plan, rule, path }) => {
    const vault = findVault(environment, rule.vault, plan.region);
    return rule.copies
      .filter(({ accountId }) => accountId !== environment.accountId)
      .flatMap((copy) =>
        copyUnderAwsManagedKey({
          path: copyPath(copy, rule, path, environment),
          targetAccountId: copy.accountId,
          vault: rule.vault,
          vaultKeyIsAwsManaged: vault?.key === 'aws-managed',
          types: typesOf(plan.selections, optedInTypes(environment, plan.region)),
        }),
      );
  });
