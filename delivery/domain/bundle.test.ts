import {
  type BundleManifest,
  bundleRefusals,
  damagedEntries,
  inputRefusals,
  isManifest,
  staleRefusals,
  versionRefusals,
} from './bundle';

const RELEASE = 'a'.repeat(64);
const MANIFEST: BundleManifest = {
  schema: 1,
  environment: 'dev',
  accountId: '111111111111',
  release: RELEASE,
  commit: 'abc',
  terraform: '1.11.4',
  providerLock: 'none',
  stacks: [{ name: 'dev-iam', dependencies: [], state: { lineage: 'l', serial: 3 }, changes: true }],
  reads: [{ name: 'dev-notifications', state: { lineage: 'n', serial: 1 } }],
  missing: ['dev-backup'],
  review: { critical: 0 },
  checksums: { 'stacks/dev-iam/plan.tfplan': '1', 'stacks/dev-iam/plan.json': '2' },
};
const HERE = { accountId: '111111111111', release: RELEASE, commit: 'abc' };

const reported = (findings: readonly { path: string; message: string }[]) =>
  findings.map(({ path, message }) => [path, message]);

test('E a manifest is what this version writes', () => {
  expect(isManifest(JSON.parse(JSON.stringify(MANIFEST)))).toBe(true);
  const [stack] = MANIFEST.stacks;
  for (const change of [
    { schema: 2 },
    { environment: 1 },
    { release: undefined },
    { stacks: {} },
    { stacks: [] },
    { stacks: [{ ...stack, name: '../iam' }] },
    { stacks: [{ ...stack, state: { lineage: 'l' } }] },
    { stacks: [{ ...stack, changes: 'yes' }] },
    { reads: undefined },
    { reads: [{ name: 'dev-iam', state: null }] },
    { missing: [1] },
    { review: { critical: 'none' } },
    { checksums: { x: 1 } },
  ])
    expect([change, isManifest({ ...MANIFEST, ...change })]).toEqual([change, false]);
  for (const other of [undefined, null, [], 'text']) expect(isManifest(other)).toBe(false);
  expect(isManifest({ ...MANIFEST, stacks: [{ ...stack, state: null }] })).toBe(true);
});

test('E everything in a bundle is what was put into it', () => {
  expect(damagedEntries(MANIFEST, MANIFEST.checksums)).toEqual([]);
  expect(reported(damagedEntries(MANIFEST, { 'stacks/dev-iam/plan.tfplan': '9', more: '1' }))).toEqual([
    ['stacks/dev-iam/plan.tfplan', 'it changed after the plan: its sha256 differs from the manifest'],
    ['stacks/dev-iam/plan.json', 'the manifest lists it, but it is missing'],
    ['more', 'the manifest does not list it'],
  ]);
  expect(reported(damagedEntries({ ...MANIFEST, checksums: {} }, {}))).toEqual([['dev-iam', 'its plan is missing']]);
});

test('E a bundle is applied where it belongs, and to the release that is checked out', () => {
  expect(bundleRefusals(MANIFEST, HERE)).toEqual([]);
  const elsewhere = { accountId: '222222222222', release: 'b'.repeat(64), commit: 'def' };
  expect(reported(bundleRefusals(MANIFEST, elsewhere))).toEqual([
    ['accountId', 'the plans are for another account: dev has 222222222222'],
    ['release', 'the checked-out release is bbbbbbbbbbbb (commit def), but the plans are of commit abc'],
  ]);
});

test('E a bundle is applied by the Terraform that made it, from what it was made of, to the state it was made for', () => {
  expect(versionRefusals(MANIFEST, '1.11.4')).toEqual([]);
  expect(reported(versionRefusals(MANIFEST, '1.12.0'))).toEqual([
    ['terraform', 'the plans were written by Terraform 1.11.4, but this is 1.12.0'],
  ]);
  expect([inputRefusals(MANIFEST, []), staleRefusals(MANIFEST, [])]).toEqual([[], []]);
  expect(reported(inputRefusals(MANIFEST, ['dev-iam']))).toEqual([
    ['stacks/dev-iam/inputs', 'the plan has other inputs than the checked-out release'],
  ]);
  expect(staleRefusals(MANIFEST, ['dev-iam'])).toEqual([
    expect.objectContaining({
      path: 'dev-iam',
      rule: 'plan-stale',
      remedy: 'plan again: npx backupctl plan --environment dev',
    }),
  ]);
});
