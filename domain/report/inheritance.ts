import { isObject } from '../json-object';
import { treeOf } from '../organization/organization';
import { pathInPolicy } from '../organization/policy-path';
import type { Contribution } from '../policy/contribution';
import type { EffectivePolicy } from '../policy/effective-policy';
import type { Container } from '../policy/organization-tree';
import type { HistoryStep, Inheritance, SettingHistory } from './data';
import type { ReportOrganization } from './input';
import { Interned, type Sources } from './sources';

/** Which policy sets what in each account: every setting with its history. Equal histories are stored once. */
export function inheritanceOf(
  { organization, file }: ReportOrganization,
  { effects, unitIds }: { readonly effects: readonly EffectivePolicy[]; readonly unitIds: readonly string[] },
  sources: Sources,
): Inheritance {
  const { policies } = organization;
  const names = policies.map(({ name }) => name);
  const settings = new Interned<string>();
  const histories = new Interned<SettingHistory>();
  const labels = targetLabels(organization.root.id, treeOf(organization).root);
  const step = (setting: string, contribution: Contribution): HistoryStep => {
    const policy = policies.find(({ name }) => name === contribution.policy);
    return {
      policy: contribution.policy,
      target: labels.get(contribution.target) ?? contribution.target,
      action: contribution.action,
      value: [contribution.value].flat().join(', '),
      blocked: blockedText(contribution),
      source: sources.at(file, policy ? pathInPolicy(policy, setting) : `policies: ${setting}`),
    };
  };
  // Places share their histories.
  const known = new Map<readonly Contribution[], readonly HistoryStep[]>();
  const stepsOf = (setting: string, history: readonly Contribution[]): readonly HistoryStep[] => {
    const found = known.get(history) ?? history.map((contribution) => step(setting, contribution));
    known.set(history, found);
    return found;
  };
  return {
    policies: policies.map(({ name }) => ({ name, source: sources.at(file, `policies.${name}`) })),
    attached: attachments(treeOf(organization).root).map(
      ([target, attached]) => [target, attached.map((name) => names.indexOf(name))] as const,
    ),
    unitIds,
    effects: effects.map(({ published, effectivePolicy, provenance }) => ({
      published,
      settings: Object.entries(provenance).map(([setting, history]) => {
        const value = valueAt(effectivePolicy, setting);
        return [settings.indexOf(setting), histories.indexOf({ value, steps: stepsOf(setting, history) })] as const;
      }),
    })),
    settings: settings.all,
    histories: histories.all,
  };
}

function attachments(container: Container): (readonly [string, readonly string[]])[] {
  return [container, ...container.accounts]
    .filter(({ policies }) => policies.length > 0)
    .map(({ id, policies }) => [id, policies] as const)
    .concat(container.ous.flatMap(attachments));
}

function targetLabels(rootId: string, root: Container): Map<string, string> {
  const labels = new Map([[rootId, 'root']]);
  const visit = ({ ous, accounts }: Container, path: string): void => {
    for (const { id, name = id } of accounts) labels.set(id, `account ${name}`);
    for (const ou of ous) {
      const below = path === '' ? (ou.name ?? ou.id) : `${path}/${ou.name ?? ou.id}`;
      labels.set(ou.id, `OU ${below}`);
      visit(ou, below);
    }
  };
  visit(root, '');
  return labels;
}

function blockedText(contribution: Contribution): string | null {
  if (contribution.action !== 'blocked') return null;
  const by = contribution.by.map(({ policy }) => policy).join(', ');
  const why = contribution.reason === 'forbidden' ? `forbidden by ${by}` : `${by} assigns it first`;
  return `${contribution.operator} is blocked: ${why}`;
}

/** A name can contain a slash. */
function valueAt(document: unknown, path: string): string | null {
  if (!isObject(document)) return null;
  const [name] = Object.keys(document)
    .filter((key) => path === key || path.startsWith(`${key}/`))
    .toSorted((one, other) => other.length - one.length);
  if (name === undefined) return null;
  const value: unknown = Object.entries(document).find(([key]) => key === name)?.[1];
  if (path !== name) return valueAt(value, path.slice(name.length + 1));
  return typeof value === 'string' || Array.isArray(value) ? [value].flat().join(', ') : null;
}
