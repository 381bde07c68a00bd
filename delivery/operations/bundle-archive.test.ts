import { unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';

import { type BundleHead, packBundle, unpackBundle } from './bundle-archive';
import type { StackPlan } from './terraform/plan-stacks';

const HEAD: BundleHead = {
  environment: 'dev',
  accountId: '111111111111',
  release: 'r',
  commit: 'c',
  terraform: '1.11.4',
  providerLock: 'none',
  reads: [],
  missing: [],
  review: { critical: 0 },
};
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const planOf = (name: string, changes = true): StackPlan => ({
  name,
  dependencies: [],
  files: { 'cdk.tf.json': bytes('{}'), 'assets/x/y.zip': bytes('zip') },
  plan: bytes(`plan of ${name}`),
  json: '{"applyable":true}',
  state: null,
  changes,
});

test('E what goes into a bundle comes out of it, in the same order', () => {
  const read = unpackBundle(packBundle(HEAD, [planOf('dev-iam'), planOf('dev-backup', false)]));
  expect(read.findings).toEqual([]);
  expect('manifest' in read && read.manifest).toMatchObject({ schema: 1, ...HEAD });
  expect('stacks' in read && read.stacks).toEqual(
    [planOf('dev-iam'), planOf('dev-backup', false)].map(({ name, changes, files, plan }) => ({
      name,
      dependencies: [],
      state: null,
      changes,
      files,
      plan,
    })),
  );
});

test('E the same plans make the same bytes', () => {
  expect(packBundle(HEAD, [planOf('dev-iam')])).toEqual(packBundle(HEAD, [planOf('dev-iam')]));
});

test('E no entry but the manifest can be changed unnoticed', () => {
  const entries = unzipSync(packBundle(HEAD, [planOf('dev-iam')]));
  const names = Object.keys(entries).filter((name) => name !== 'manifest.json');
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.uint8Array(), (name, content) => {
      fc.pre(!Buffer.from(content).equals(entries[name] ?? content));
      const { findings } = unpackBundle(zipSync({ ...entries, [name]: content }));
      expect(findings.map(({ path }) => path)).toEqual([name]);
    }),
    { numRuns: 50 },
  );
});

test('E what is no bundle is refused, whatever it is', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (content) => {
      expect(unpackBundle(content).findings).toEqual([expect.objectContaining({ rule: 'bundle-damaged' })]);
    }),
    { numRuns: 50 },
  );
});

test('E a bundle of another format is refused with both', () => {
  const read = (manifest: unknown) => unpackBundle(zipSync({ 'manifest.json': bytes(JSON.stringify(manifest)) }));
  const refused = (message: string) => ({ findings: [expect.objectContaining({ path: 'manifest.json', message })] });
  expect(read({ schema: 2 })).toEqual(refused('it has format 2, but this version of backupctl supports format 1'));
  for (const manifest of [null, { schema: 1 }, { schema: 'x' }, 1])
    expect(read(manifest)).toEqual(refused('it is not a bundle of this version of backupctl'));
});
