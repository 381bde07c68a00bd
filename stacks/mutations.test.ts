import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { withoutTokenTraces } from '../cli/synth/without-token-traces';
import { parseEnvironments } from '../environments/parse';
import { RefusedError } from '../environments/refusal';
import { NOW } from '../testing/environment-inputs';
import { fixtures } from '../testing/fixtures';
import { standInLambdas } from '../testing/synthesized';
import { buildApp } from './build-app';

type Files = Record<string, any>;
type Path = readonly (string | number)[];

/** A change of one thing in one file. */
interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly at: Path;
  readonly change: (parent: any, key: string | number) => void;
}

/** The files of a configuration: the fixtures, with the parts that they leave out. */
function original(): Files {
  const { dev, stg, prod, organization } = structuredClone(fixtures) as Files;
  return { dev, stg, prod, organization };
}

/** Every object, list and value below a value. */
function placesIn(value: any, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key];
    return [place, ...placesIn(value[key], place)];
  });
}

const CHANGES: Readonly<Record<string, Mutation['change']>> = {
  without: (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  },
  'with another type': (parent, key) => {
    parent[key] = typeof parent[key] === 'string' ? 5 : 'five';
  },
  'with null': (parent, key) => {
    parent[key] = null;
  },
  'with an unknown key beside': (parent) => {
    if (!Array.isArray(parent)) parent.unknwn = 1;
  },
  'with a misspelled value': (parent, key) => {
    if (typeof parent[key] === 'string') parent[key] = `${parent[key]}x`;
  },
  'with an empty value': (parent, key) => {
    parent[key] =
      typeof parent[key] === 'string'
        ? ''
        : Array.isArray(parent[key])
          ? []
          : typeof parent[key] === 'number'
            ? -1
            : {};
  },
  twice: (parent, key) => {
    if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
  },
};

const mutations: Mutation[] = ['dev', 'prod', 'organization'].flatMap((file) =>
  placesIn(original()[file]).flatMap((at) =>
    Object.entries(CHANGES).map(([what, change]) => ({ what, file, at, change })),
  ),
);

function refusalOf({ file, at, change }: Mutation): RefusedError | undefined {
  const files = original();
  const parent = at.slice(0, -1).reduce((value, key) => value[key], files[file]);
  change(parent, at.at(-1) ?? '');
  const { organization, ...environments } = files;
  const written = Object.entries(environments).map(([name, input]) => ({
    file: `environments/${name}.ts`,
    name,
    input,
  }));
  try {
    const parsed = parseEnvironments(written, NOW, { file: 'environments/organization.ts', input: organization });
    withoutTokenTraces(() => buildApp(parsed, { outdir, lambdas }));
    return undefined;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw new Error(`${file} ${at.join('.')}`, { cause: error });
  }
}

const lambdas = standInLambdas();
const outdir = mkdtempSync(path.join(tmpdir(), 'synth-'));

/** Steps that have no common divisor with the number of changes, so that every change occurs. `npm run test:faults` tries more. */
const [step, atLeast] = process.env['FAULTS'] === 'all' ? [13, 100] : [29, 50];
const sampled = mutations.filter((_, index) => index % step === 0);

test('the sample has many mutations, of every kind', () => {
  expect(sampled.length).toBeGreaterThan(atLeast);
  expect(new Set(sampled.map(({ what }) => what))).toEqual(new Set(Object.keys(CHANGES)));
});

test.each(sampled.map((mutation) => [`${mutation.file}.${mutation.at.join('.')} ${mutation.what}`, mutation] as const))(
  '%s: builds, or is refused in the words of its file, with few problems',
  (_what, mutation) => {
    const refusal = refusalOf(mutation);
    expect(refusal?.message ?? '').not.toMatch(/cdk\.tf\.json|Construct|^\s+at /m);
    const problems = refusal?.refused ?? [];
    // Every key of an emptied object or of a plan is a problem, and every vault of an emptied list.
    const missing = problems.filter(
      ({ rule, message }) => ['missing', 'vault-not-defined'].includes(rule) || message.startsWith('KEY_REQUIRED'),
    );
    expect(problems.length - missing.length).toBeLessThanOrEqual(2);
    expect(missing.length).toBeLessThanOrEqual(3);
    const files = Object.keys(original()).map((name) => `environments/${name}.ts`);
    for (const { file } of problems) expect(files).toContain(file);
  },
);
