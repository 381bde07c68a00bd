import { DEFAULT_WINDOWS } from '../backup/windows';
import type { Copy } from '../backup/model';
import { defined } from '../defined';
import type { AdoptContext, AdoptedPlan, AdoptedRule, AdoptedSelection } from './adopted';
import type { AdoptablePlan, FoundRegion } from './found';
import { type Exclusions, type Item, refusedItems } from './part';
import { selectionOfTerms } from './selection-of-terms';
import { alsoManaged, ownTags } from './tags';
import { type Mapped, TAGS_UNREAD } from './vaults';

interface Around {
  readonly region: string;
  readonly found: FoundRegion;
  /** Names of the vaults that are taken over, by the regions that were read. */
  readonly vaults: Readonly<Record<string, ReadonlySet<string>>>;
  readonly context: AdoptContext;
  readonly excluded: Exclusions;
  /** The role of the environment for backups. */
  readonly roleArn: string;
}

/** The plans of a region that are taken over, with their selections. */
export function mapPlans(around: Around): Mapped<AdoptedPlan> {
  const values: AdoptedPlan[] = [];
  const items = around.found.plans.flatMap((plan): Item[] => {
    const part = { kind: 'plan', region: around.region, name: plan.name } as const;
    const why = whyOutside(plan, around);
    if (why !== undefined) return [{ ...part, state: 'outside', ...why }];
    const refused = refusedItems(part, around.excluded);
    if (refused.length > 0) return refused;
    const selections = mapSelections(plan, around);
    const isComplete = selections.values.length === plan.selections.length && !plan.unread.includes('selections');
    values.push({
      name: plan.name,
      region: around.region,
      windowsVss: plan.windowsVss,
      tags: ownTags(plan.tags, around.context),
      rules: plan.rules.map(ruleOf),
      selections: selections.values,
      ...(isComplete ? {} : { otherSelections: 'unmanaged' }),
    });
    return [{ ...part, state: 'taken over', ...alsoManaged(plan.tags) }, ...selections.items];
  });
  return { values, items };
}

type Why = Pick<Item, 'reason' | 'remedy'>;

function whyOutside(plan: AdoptablePlan, around: Around): Why | undefined {
  const { region, found, vaults } = around;
  const { name, unsupported, rules } = plan;
  if (isFromOrganization(plan)) {
    return {
      reason: 'a backup policy of the organization creates it',
      remedy: 'change the policy (backupctl organization pull)',
    };
  }
  if (isOfService(plan)) return { reason: 'an AWS service creates and manages it' };
  if (plan.unread.includes('tags')) return TAGS_UNREAD;
  const alike = found.plans.filter((other) => other.name === name && !isFromOrganization(other));
  if (alike.length > 1) {
    return {
      reason: `${alike.length} plans have this name, and the configuration can have only one`,
      remedy: `rename them, or delete those that back up the same: ${alike.map((one) => one.id).join(', ')}`,
    };
  }
  if (unsupported.length > 0) {
    return {
      reason: `the configuration cannot express ${unsupported.join(', ')}`,
      remedy: 'keep managing it elsewhere',
    };
  }
  const incomplete = rules.find(({ vault = '', schedule = '' }) => vault === '' || schedule === '');
  if (incomplete) {
    return {
      reason: `the configuration cannot express a rule without a schedule (${incomplete.name})`,
      remedy: 'give the rule a schedule, or keep managing the plan elsewhere',
    };
  }
  const missing = rules.find(({ vault = '' }) => vaults[region]?.has(vault) !== true);
  if (missing) {
    return {
      reason: `its vault ${missing.vault} stays outside`,
      remedy: `take over vault ${missing.vault}, or use another one`,
    };
  }
  const endless = rules.find(({ deleteAfterDays, copies }) => deleteAfterDays !== undefined && copies.some(isEndless));
  if (endless) {
    return {
      reason: 'the configuration cannot express copies that never expire, of recovery points that do',
      remedy: `set a retention for the copies of rule ${endless.name}`,
    };
  }
  return whyCopiesOutside(plan, around);
}

/** Copies to other accounts are named as they are. */
function whyCopiesOutside({ rules }: AdoptablePlan, { vaults, context }: Around): Why | undefined {
  const copies = rules.flatMap((rule) => rule.copies).filter(({ accountId }) => accountId === context.accountId);
  const unread = copies.find((copy) => vaults[copy.region] === undefined);
  if (unread) {
    return {
      reason: `it copies to vault ${unread.vault} in ${unread.region}, which was not read`,
      remedy: `add ${unread.region} to --regions`,
    };
  }
  const target = copies.find((copy) => vaults[copy.region]?.has(copy.vault) === false);
  if (target) {
    return {
      reason: `it copies to vault ${target.vault} in ${target.region}, which stays outside or does not exist`,
      remedy: 'keep managing the plan elsewhere, or copy to another vault',
    };
  }
  return undefined;
}

const isFromOrganization = ({ id, name }: AdoptablePlan): boolean => id.startsWith('orgs/') || name.startsWith('orgs/');

/** Whether the account cannot change a plan: an organization or an AWS service creates it. */
export const isOfService = (plan: AdoptablePlan): boolean =>
  isFromOrganization(plan) || plan.id.startsWith('aws/') || plan.name.startsWith('aws/');

const isEndless = ({ deleteAfterDays }: Copy): boolean => deleteAfterDays === undefined;

function ruleOf({
  vault = '',
  schedule = '',
  timezone = 'Etc/UTC',
  ...rule
}: AdoptablePlan['rules'][number]): AdoptedRule {
  const { startWindowMinutes, completionWindowMinutes } = { ...DEFAULT_WINDOWS, ...defined(rule) };
  const { name, ...others } = defined(rule);
  return { name, vault, schedule, timezone, ...others, startWindowMinutes, completionWindowMinutes };
}

function mapSelections(plan: AdoptablePlan, { region, excluded, roleArn }: Around): Mapped<AdoptedSelection> {
  const values: AdoptedSelection[] = [];
  const items = plan.selections.flatMap((selection): Item[] => {
    const part = { kind: 'selection', region, name: `${plan.name}/${selection.name}` } as const;
    const refused = refusedItems(part, excluded);
    if (refused.length > 0) return refused;
    if (plan.selections.some((other) => other !== selection && other.name === selection.name)) {
      return [
        {
          ...part,
          state: 'outside',
          reason: 'two selections of the plan have this name',
          remedy: `rename or delete one: ${selection.id}`,
        },
      ];
    }
    const written = selectionOfTerms(selection.terms);
    if (!written) {
      return [
        {
          ...part,
          state: 'outside',
          reason: 'the configuration cannot express its conditions or resources',
          remedy: 'select by tags of resources, or keep managing the selection elsewhere',
        },
      ];
    }
    const isOther = selection.roleArn !== roleArn;
    values.push({ name: selection.name, ...written, ...(isOther ? { roleArn: selection.roleArn } : {}) });
    return [{ ...part, state: 'taken over' }];
  });
  return { values, items };
}
