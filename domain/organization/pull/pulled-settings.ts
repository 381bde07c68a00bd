import { RESOURCE_TYPES } from '../../backup/resource-types';
import { defined } from '../../defined';
import { stableJson } from '../../stable-json';
import { policyDocument } from '../../policy/serialize-policy';
import type { FoundOrganization } from '../found-organization';
import { placesIn, type Tree } from '../tree';
import { type OrderedPolicies, orderThatMatters } from './attachment-order';
import { ownTags } from './own-tags';
import { type PolicySurroundings, isRead, type PulledPolicy, pulledPolicy } from './pulled-policy';
import { PulledReport } from './report';

/** The contents of `organization-policies.json`: settings of `organization.ts`. What was denied is left out. */
export interface PulledSettings {
  readonly policies?: readonly PulledPolicy[];
  readonly globalSettings?: Readonly<Record<keyof typeof GLOBAL_SETTINGS, boolean>>;
  readonly delegatedAdministrator?: string | undefined;
  readonly otherDelegatedAdministrators?: readonly string[];
  readonly optIn?: Readonly<Record<string, boolean>> | undefined;
  readonly resourcePolicy?: object | undefined;
  readonly managed?: { readonly servicePrincipals: readonly string[]; readonly policyTypes: readonly string[] };
}

/** What the repository has before the pull. */
export interface BeforePull {
  readonly tree: Tree;
  /** The names of its policies, in their order. */
  readonly policies: readonly string[];
  readonly delegatedAdministrator: string | undefined;
  /** Whether it manages the organization itself. */
  readonly manages: boolean;
  readonly managementAccountId: string;
  readonly stackTags: Readonly<Record<string, string>>;
  /** The settings of an earlier pull: what is denied now stays as it was. */
  readonly earlier: PulledSettings;
}

export interface MappedOrganization {
  readonly settings: PulledSettings;
  readonly report: PulledReport;
  /** Targets where the order of policies matters, by their path. */
  readonly ordered: readonly OrderedPolicies[];
}

/** By their names in the configuration. */
const GLOBAL_SETTINGS = {
  crossAccountBackup: 'isCrossAccountBackupEnabled',
  multiPartyApproval: 'isMpaEnabled',
  delegatedAdministrator: 'isDelegatedAdministratorEnabled',
} as const;

/** The settings of `organization.ts` that say what AWS has (X3). */
export function pulledSettings(found: FoundOrganization, before: BeforePull): MappedOrganization {
  const report = new PulledReport();
  const { units, accounts } = placesIn(before.tree);
  const paths = new Map(
    [...units].map(([id, { value, parent }]) => [id, parent === 'root' ? value.name : `${parent}/${value.name}`]),
  );
  const surroundings: PolicySurroundings = {
    tree: before.tree,
    units: paths,
    accounts: new Set([before.managementAccountId, ...accounts.keys()]),
    stackTags: before.stackTags,
  };
  const settings: PulledSettings = defined({
    ...before.earlier,
    ...policiesOf(found, before, surroundings, report),
    ...globalSettingsOf(found, report),
    ...administratorsOf(found, before),
    ...optInOf(found, report),
    ...managedOf(found, before, report),
    ...resourcePolicyOf(found, before, report),
  });
  for (const [type, count] of Object.entries(found.otherPolicies)) {
    if (count > 0)
      report.outside(`${count} ${count === 1 ? 'policy' : 'policies'} of type ${type}`, 'not backup policies');
  }
  const ordered = orderThatMatters(
    (settings.policies ?? []).map((policy) => ({
      name: policy.name,
      document: policyDocument(policy),
      targets: [
        ...(policy.attachTo.root ? ['the root'] : []),
        ...(policy.attachTo.ous ?? []),
        ...(policy.attachTo.accounts ?? []),
      ],
    })),
  );
  return { settings, report, ordered };
}

/** In the order that the repository has; new ones at the end, by name: no call returns the order of attachments. */
function policiesOf(
  { policies }: FoundOrganization,
  before: BeforePull,
  surroundings: PolicySurroundings,
  report: PulledReport,
): Pick<PulledSettings, 'policies'> {
  if (!policies) return {};
  const place = ({ name }: { readonly name: string }): number => {
    const index = before.policies.indexOf(name);
    return index < 0 ? before.policies.length : index;
  };
  const inOrder = policies.toSorted((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
  const earlier = new Map(before.earlier.policies?.map((policy) => [policy.name, policy]));
  const read = inOrder.flatMap((policy) => {
    return pulledPolicy(policy, surroundings, report) ?? (isRead(policy) ? [] : (earlier.get(policy.name) ?? []));
  });
  return { policies: read };
}

function globalSettingsOf(
  { globalSettings }: FoundOrganization,
  report: PulledReport,
): Pick<PulledSettings, 'globalSettings'> {
  if (!globalSettings) return {};
  const known: readonly string[] = Object.values(GLOBAL_SETTINGS);
  for (const [key, value] of Object.entries(globalSettings)) {
    if (!known.includes(key))
      report.outside(`global setting ${key}=${value}`, 'the configuration has no setting for it');
  }
  const values = Object.entries(GLOBAL_SETTINGS).map(([name, key]) => [name, globalSettings[key] === 'true']);
  return { globalSettings: Object.fromEntries(values) as PulledSettings['globalSettings'] & object };
}

function administratorsOf(
  { delegatedAdministrators: all }: FoundOrganization,
  { delegatedAdministrator, earlier }: BeforePull,
) {
  if (!all) return {};
  const known = delegatedAdministrator ?? earlier.delegatedAdministrator;
  // The first one keeps its address.
  const first = all.find((id) => id === known) ?? all[0];
  return { delegatedAdministrator: first, otherDelegatedAdministrators: all.filter((id) => id !== first) };
}

/** The configuration has one opt-in for all regions. */
function optInOf({ optIn }: FoundOrganization, report: PulledReport): Pick<PulledSettings, 'optIn'> {
  const regions = Object.keys(optIn);
  const [first] = Object.values(optIn);
  if (!first || regions.every((region) => Object.keys(optIn[region] ?? {}).length === 0)) return {};
  const unknown = Object.keys(first).filter((type) => !RESOURCE_TYPES.some(({ name }) => name === type));
  if (unknown.length > 0) {
    // Terraform would change a list that leaves some types out, in every plan.
    report.outside('opt-in', `this version does not know ${unknown.join(', ')}`);
    return { optIn: undefined };
  }
  if (new Set(Object.values(optIn).map(stableJson)).size === 1) {
    return { optIn: Object.fromEntries(Object.entries(first).toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  }
  const types = [...new Set(Object.values(optIn).flatMap((settings) => Object.keys(settings)))].toSorted();
  const differing = types.filter((type) => new Set(regions.map((region) => optIn[region]?.[type])).size > 1);
  report.outside(
    'opt-in',
    `${differing.join(', ')}: not the same in ${regions.join(', ')}, and optIn applies to every region`,
  );
  return { optIn: undefined };
}

function managedOf(
  { servicePrincipals, policyTypes }: FoundOrganization,
  { manages }: BeforePull,
  report: PulledReport,
): Pick<PulledSettings, 'managed'> {
  if (!servicePrincipals || !policyTypes) return {};
  if (manages) return { managed: { servicePrincipals, policyTypes } };
  const why = 'the organization is only read, because organization.ts has no managed';
  if (servicePrincipals.length > 0) report.outside(`trusted access of ${servicePrincipals.join(', ')}`, why);
  if (policyTypes.length > 0) report.outside(`policy types ${policyTypes.join(', ')}`, why);
  return {};
}

/** Its tags are only those of the stacks: the configuration has no setting for others. */
function resourcePolicyOf(
  { resourcePolicy: found }: FoundOrganization,
  { stackTags }: BeforePull,
  report: PulledReport,
): Pick<PulledSettings, 'resourcePolicy'> {
  if (found === undefined) return {};
  if (found === null) return { resourcePolicy: undefined };
  const what = 'the resource policy of the organization';
  const tags = found.tags && ownTags(stackTags, found.tags);
  const why = notExpressed(found.content, tags && Object.keys(tags.kept));
  if (why !== undefined) {
    report.outside(what, why);
    return { resourcePolicy: undefined };
  }
  if (tags && tags.changes.length > 0) report.changes(what, `tags ${tags.changes.join(', ')}`);
  return { resourcePolicy: JSON.parse(found.content) as object };
}

function notExpressed(content: string, tags: readonly string[] | undefined): string | undefined {
  if (!tags) return 'its tags could not be read';
  if (tags.length > 0) return `the configuration has no setting for its tags: ${tags.join(', ')}`;
  return /[$%]\{/.test(content) ? 'Terraform would read its ${ or %{ as an expression' : undefined;
}
