import fc from 'fast-check';

import type { OrganizationInput } from '../../environments/organization/organization';
import { fixtures } from '../fixtures';

const REGIONS = ['ap-northeast-1', 'us-east-1', 'eu-west-1'];
const MEMBERS = ['333333333333', '444444444444'];

const days = fc.integer({ min: 1, max: 36_500 });
const bounds = fc
  .record({ least: fc.option(days, { nil: undefined }), span: fc.option(fc.nat({ max: 400 }), { nil: undefined }) })
  .map(({ least, span }) => ({
    ...(least === undefined ? {} : { minRetentionDays: least }),
    ...(span === undefined ? {} : { maxRetentionDays: Math.min(36_500, (least ?? 1) + span) }),
  }));
const lock = fc.oneof(
  bounds.map((limits) => ({ mode: 'governance' as const, ...limits })),
  fc.record({ limits: bounds, changeableForDays: fc.integer({ min: 3, max: 30 }) }).map(({ limits, ...grace }) => ({
    mode: 'compliance' as const,
    permanent: 'cannot be undone' as const,
    ...limits,
    ...grace,
  })),
);

const sharedKey = (region: string) => fc.constantFrom('aws-managed', `arn:aws:kms:${region}:999999999999:key/1111`);
const keyIn = (regions: readonly string[]) =>
  fc.oneof(
    fc.constantFrom('aws-managed', 'customer-managed'),
    fc.record(Object.fromEntries(regions.map((region) => [region, sharedKey(region)]))),
  );

const name = fc.stringMatching(/^[a-zA-Z0-9_-]{2,12}$/);
const named = { selector: (one: { name: string }) => one.name.toLowerCase() };
const vaultsIn = (regions: readonly string[]) =>
  fc.uniqueArray(fc.record({ name, key: keyIn(regions), lock: fc.option(lock, { nil: undefined }) }), {
    minLength: 1,
    maxLength: 3,
    ...named,
  });

/** Baselines that the configuration accepts, with policies that name their first vault and copy to another account. */
export const baselines = fc
  .record({
    regions: fc.shuffledSubarray(REGIONS, { minLength: 1 }),
    home: fc.constantFrom(...REGIONS),
    role: fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{2,20}$/),
    boundary: fc.option(fc.constant('edge'), { nil: undefined }),
    tags: fc.dictionary(fc.constantFrom('Team', 'Cost'), fc.constantFrom('a', 'b & c'), { maxKeys: 2 }),
    copyTo: fc.subarray(MEMBERS),
    notified: fc.boolean(),
    planRole: fc.option(fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{2,20}$/), { nil: undefined }),
  })
  .chain((rest) => vaultsIn(rest.regions).map((vaults) => ({ ...rest, vaults })));

export type GeneratedBaseline = typeof baselines extends fc.Arbitrary<infer B> ? B : never;

/** The fixtures' organization with this baseline. Its accounts: the management account, and two members. */
export function organizationWith(
  { regions, home, role, boundary, tags, copyTo, notified, planRole, vaults }: GeneratedBaseline,
  rollout: 'providers' | 'stack-set',
): OrganizationInput {
  const [first] = vaults;
  const vault = first?.name ?? '';
  const [region = home] = regions;
  const copies = copyTo.map((accountId) => ({ vault, region, accountId }));
  const { bootstrap, ...organization } = fixtures.organization;
  return {
    ...organization,
    ...(planRole === undefined || !bootstrap ? {} : { bootstrap: { ...bootstrap, planRole } }),
    region: home,
    tags,
    root: { id: 'r-ab12', accounts: MEMBERS.map((id) => ({ id, name: `a${id}` })) },
    baseline: {
      rollout,
      regions,
      vaults,
      role: { name: role, ...(boundary === undefined ? {} : { permissionsBoundary: boundary }) },
    },
    policies: [
      {
        name: 'policy',
        attachTo: { root: true },
        plans: [{ name: 'plan', regions, rules: [{ name: 'rule', vault, copies }] }],
      },
    ],
    ...(notified ? { notifications: { subscriptions: [] } } : {}),
  };
}

export { MEMBERS };
