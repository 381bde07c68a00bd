import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { buildLambdas } from '#lambdas';
import { version } from 'cdktn/package.json';

import { loadConfiguration } from '#environments';
import { resolvingPlainValuesFast } from '../cli/synth/resolve-plain-values';
import { buildApp } from './build-app';

// Runs in a separate jest project, which maps every import of cdktf to cdktn, also those of the provider.

const ROOT = path.dirname(__dirname);

/** The manifest and every stack, parsed: the two differ in white space. */
function synthesizedIn(outdir: string) {
  const parse = (file: string) => JSON.parse(readFileSync(path.join(outdir, file), 'utf8'));
  const manifest = parse('manifest.json');
  const stacks: Record<string, any> = Object.fromEntries(
    Object.values<any>(manifest.stacks).map(({ name, synthesizedStackPath }) => [name, parse(synthesizedStackPath)]),
  );
  const versions = new Set(Object.values(stacks).map((json) => json['//'].metadata.version));
  for (const json of Object.values(stacks)) delete json['//'].metadata.version;
  return { manifest: manifest.stacks, stacks, versions: [...versions] };
}

/** What cdktf writes, in a separate process that this project's mapping does not affect. */
function byCdktf() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-'));
  const { status, stderr } = spawnSync(process.execPath, ['bin/synth-app.js'], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return synthesizedIn(outdir);
}

async function byCdktn() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktn-'));
  const app = buildApp(await loadConfiguration('environments', new Date()), { outdir, lambdas: buildLambdas() });
  resolvingPlainValuesFast(() => app.synth());
  return synthesizedIn(outdir);
}

test('CDK Terrain writes what CDKTF writes, apart from the version', async () => {
  const [cdktf, cdktn] = [byCdktf(), await byCdktn()];
  expect(cdktn.versions).toEqual([version]);
  expect(cdktf.versions).not.toEqual([version]);
  expect(Object.keys(cdktn.stacks)).not.toEqual([]);
  expect(cdktn.stacks).toEqual(cdktf.stacks);
  expect(cdktn.manifest).toEqual(cdktf.manifest);
});
