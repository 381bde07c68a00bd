import { counted } from '../../domain/counted';
import { fewOf } from '../../domain/few-of';

import { sizeText } from '../../domain/organization/tree';
import { changeRows } from '../../domain/organization/tree-changes-text';
import type { Organization } from '../../environments/organization/organization';
import type { EffectiveRuleSummary } from '../synth/organization-summary';
import { rulesText } from '../synth/organization-text';
import { indentedTable } from '../table';
import { type Pulled, sizeOf } from './pull';

/** What the accounts that are new or moved get from the policies. */
export interface NewEffects {
  readonly rules: readonly EffectiveRuleSummary[];
  /** Accounts that no policy reaches. */
  readonly without: readonly { readonly id: string; readonly name: string }[];
}

/** What changed, and what the accounts get that are new or moved. */
export function pullText(
  { tree, changes }: Pulled,
  effects: NewEffects | undefined,
  organization?: Organization,
): string {
  const { skipped } = sizeOf(tree);
  const notActive = skipped === 0 ? '' : `, ${counted(skipped)} of them not active`;
  const size = `${sizeText(tree)}${notActive}`;
  return [
    changes === undefined ? `${size}: the first pull` : `${size}: ${changesText(changes.length)} since the last pull`,
    ...(changes === undefined || changes.length === 0
      ? []
      : [indentedTable(['CHANGE', 'WHERE', 'NAMES'], changeRows(changes))]),
    ...(effects && organization ? effectTexts(effects, organization) : []),
  ].join('\n\n');
}

function changesText(count: number): string {
  if (count === 0) return 'no changes';
  return count === 1 ? '1 change' : `${counted(count)} changes`;
}

function effectTexts({ rules, without }: NewEffects, organization: Organization): string[] {
  return [
    ...(rules.length === 0 ? [] : ['Accounts that are new or moved get', ...rulesText(rules, organization)]),
    ...(without.length === 0 ? [] : [`No policy reaches ${fewOf(without.map(({ name }) => name))}.`]),
  ];
}
