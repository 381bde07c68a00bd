import type { StackSet } from '@aws-sdk/client-cloudformation';

import type { MembersReport } from '../../domain/baseline/members-report';
import { comparer, type Comparison, listed, NONE, pairs } from '../../domain/verify/comparison';
import { tagValues } from '../tag-values';

/** The StackSet as it is configured. */
interface ConfiguredStackSet {
  readonly name: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Where the deployed template differs, by path. */
  readonly differences: (
    deployed: string,
  ) => readonly { readonly path: string; readonly expected: string; readonly found: string }[];
}

/** Compares the StackSet of the members (M11). */
export function compareStackSet(configured: ConfiguredStackSet, found: StackSet | undefined): Comparison[] {
  const { name, region, tags, differences } = configured;
  const compare = comparer(region, `StackSet ${name}`);
  if (!found) return [compare('StackSet', 'exists', NONE)];
  const {
    TemplateBody,
    AutoDeployment,
    ManagedExecution,
    PermissionModel = NONE,
    Capabilities = [],
    Tags = [],
  } = found;
  const onOff = (isOn: boolean | undefined): string => (isOn === true ? 'on' : 'off');
  const own = Tags.filter(({ Key = '' }) => !Key.startsWith('aws:'));
  const changed = TemplateBody === undefined ? [] : differences(TemplateBody);
  return [
    ...(TemplateBody === undefined
      ? [{ ...compare('template', 'as configured', 'AWS returned no template'), state: 'unknown' as const }]
      : changed.length === 0
        ? [compare('template', 'as configured', 'as configured')]
        : changed.map((one) => compare(`template ${one.path}`, one.expected, one.found))),
    compare('permission model', 'SERVICE_MANAGED', PermissionModel),
    compare('automatic deployment', 'on', onOff(AutoDeployment?.Enabled)),
    compare('retains stacks', 'on', onOff(AutoDeployment?.RetainStacksOnAccountRemoval)),
    compare('managed execution', 'on', onOff(ManagedExecution?.Active)),
    compare('capabilities', 'CAPABILITY_NAMED_IAM', listed(Capabilities)),
    compare('tags', pairs(tags), pairs(tagValues(own))),
  ];
}

/** The instances that are not current. Suspended accounts are skipped: they cannot have one. */
export function compareInstances(region: string, { counts, problems }: MembersReport): Comparison[] {
  const current = comparer(region, 'stack instances')('current', String(counts.current), String(counts.current));
  return [
    current,
    ...problems.flatMap(({ accountId, name, state, regions, reason }) =>
      regions.map((one): Comparison => {
        const compare = comparer(one, `stack instance ${name} (${accountId})`);
        const compared = compare('state', 'current', reason === undefined ? state : `${state}: ${reason}`);
        return state === 'skipped' ? { ...compared, state: 'not compared' } : compared;
      }),
    ),
  ];
}
