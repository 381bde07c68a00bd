import { nameNotAllowed } from '../../backup/names';
import type { Finding } from '../../finding';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { below, child, entriesOf, type Section } from './section';
import { assignedText } from './values';
import { copiesOf, plansOf, resourceSelectionsOf, rulesOf, tagSelectionsOf } from './traversal';

const nameRule: RuleDescription = {
  name: 'name-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a name of a plan, rule, selection, condition or vault with letters that AWS does not take',
  why: 'names have 1 to 50 letters, digits, `_`, `-` and, but for vaults, dots',
  see: OBSERVED,
};

const vaultNameTooShort: RuleDescription = {
  name: 'vault-name-too-short',
  severity: 'error',
  source: 'backupctl',
  summary: 'a vault name of one character',
  why: 'CreatePolicy takes it, but no vault can have it: the Backup API wants 2 to 50 characters',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html',
};

/** Names that authors choose, and the vaults that they name. */
export const names: Concern = {
  rules: [nameRule, vaultNameTooShort],
  check: ({ document }) => [
    ...entriesNamed('plan', child(document, 'plans')),
    ...plansOf(document).flatMap((plan) => [
      ...entriesNamed('rule', child(plan, 'rules')),
      ...entriesNamed('selection', child(child(plan, 'selections'), 'tags')),
      ...entriesNamed('selection', child(child(plan, 'selections'), 'resources')),
      ...[...tagSelectionsOf(plan), ...resourceSelectionsOf(plan)].flatMap((selection) =>
        CONDITION_OPERATORS.flatMap((operator) =>
          entriesNamed('condition', child(child(selection, 'conditions'), operator)),
        ),
      ),
    ]),
    ...rulesOf(document).flatMap(({ rule }) => [
      ...vaultNamed(rule, 'target_backup_vault_name'),
      ...vaultInArn(rule, 'target_logically_air_gapped_backup_vault_arn'),
      ...copiesOf(rule).flatMap((copy) => vaultInArn(copy, 'target_backup_vault_arn')),
    ]),
  ],
};

/** The operators of conditions in a selection. */
export const CONDITION_OPERATORS = ['string_equals', 'string_not_equals', 'string_like', 'string_not_like'] as const;

function entriesNamed(what: 'plan' | 'rule' | 'selection' | 'condition', section: Section): Finding[] {
  return entriesOf(section).flatMap(({ name }) => nameNotAllowed(what, name, `${section.path}/${name}`));
}

function vaultNamed(section: Section, key: string): Finding[] {
  const name = assignedText(section, key);
  return name === undefined ? [] : vaultNotAllowed(name, below(section, key));
}

/** An ARN that is none is refused as a whole, by the rules about targets. */
function vaultInArn(section: Section, key: string): Finding[] {
  const name = /:backup-vault:([A-Za-z0-9_-]+)$/.exec(assignedText(section, key) ?? '')?.[1];
  return name?.length === 1 ? vaultNotAllowed(name, below(section, key)) : [];
}

function vaultNotAllowed(name: string, path: string): Finding[] {
  if (!/^[A-Za-z0-9_-]$/.test(name)) return nameNotAllowed('vault', name, path);
  return [
    found(vaultNameTooShort, {
      path,
      found: name,
      message: `no vault can be called "${name}": a vault name has 2 to 50 characters`,
      remedy: 'name a vault that exists',
    }),
  ];
}
