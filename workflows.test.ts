import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

import { loadConfiguration } from './environments/load';

// What .github/workflows may do (docs/pipelines.md). Whether it is safe is zizmor's business, in workflows.aws.test.ts.

const FOLDER = path.join(__dirname, '.github', 'workflows');
const workflows = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [file, readFileSync(path.join(FOLDER, file), 'utf8')]),
);
const deploying = Object.entries(workflows).filter(([file]) => file.startsWith('cdktf-'));
const byHand = Object.entries(workflows).filter(([, text]) => text.includes('  workflow_dispatch:\n    inputs:'));

/** What a pattern's first group matches in a workflow. */
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** The commands of a workflow, one a line, without the shell around them. */
function commands(text: string): string[] {
  const lines = matches(text, /^ +(?:- )?run: ([^|\n].*)$/gm);
  const blocks = matches(text, /^ +run: \|\n((?: {10}.*\n)+)/gm).flatMap((block) => block.trim().split(/\n\s*/));
  return [...lines, ...blocks].filter((line) => !/^(?:for .*; do|done|if .*; then|fi)$/.test(line));
}

test('workflows call nothing but npm, npx cdktf and npx backupctl', () => {
  const called = Object.values(workflows).flatMap(commands);
  expect(called).toContain('npm test');
  for (const command of called.filter((one) => one !== 'cat review.md >> "$GITHUB_STEP_SUMMARY"')) {
    expect(command).toMatch(/^(?:npm (?:ci|test|run)|npx (?:cdktf|backupctl))\b/);
  }
});

test('actions are pinned by digest, with the version beside it, and each in one version', () => {
  const used = Object.values(workflows)
    .flatMap((text) => matches(text, /\buses: *(.*)$/gm))
    // Those of this repository are of the same commit.
    .filter((one) => !one.startsWith('./'));
  const versions = new Map<string, Set<string>>();
  for (const one of used) {
    expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const [action = '', version = ''] = one.split('@');
    versions.set(action, (versions.get(action) ?? new Set()).add(version));
  }
  expect([...versions].filter(([, pins]) => pins.size > 1)).toEqual([]);
});

test('workflows know no secret, and may write nothing but a token for AWS and the comment', () => {
  const written = Object.entries(workflows).flatMap(([file, text]) => {
    expect([file, text]).toEqual([file, expect.stringMatching(/^permissions: \{\}$/m)]);
    expect([file, text]).toEqual([file, expect.not.stringContaining('secrets')]);
    return matches(text, /^ +([\w-]+): write\b/gm).map((what) => `${file} ${what}`);
  });
  expect(written.toSorted()).toEqual([
    'cdktf-apply.yml id-token',
    'cdktf-plan.yml id-token',
    'deploy.yml id-token',
    'deploy.yml id-token',
    'main.yml id-token',
    'main.yml id-token',
    'main.yml id-token',
    'nightly.yml id-token',
    'nightly.yml id-token',
    'pull-request.yml pull-requests',
  ]);
});

test('a pull request is not given what a workflow of the base branch may do', () => {
  for (const text of Object.values(workflows)) expect(text).not.toMatch(/pull_request_target|workflow_run/);
});

test.each(byHand)('%s offers every environment, and the organization', async (_file, text) => {
  const { environments } = await loadConfiguration('environments', new Date());
  const offered = matches(text, /options: \[(.*)\]/g).flatMap((options) => options.split(', '));
  expect(offered).toEqual([...environments.map(({ name }) => name), 'organizations']);
});

test.each(deploying)('%s goes through every stack, after those that it reads', (_file, text) => {
  const [listed = ''] = matches(text, /format\('(.*?)',/g);
  const order = listed.split(' ').map((stack) => stack.replace('{0}-', ''));
  const stacks = path.join(__dirname, 'stacks');
  const all = readdirSync(stacks).filter((name) => existsSync(path.join(stacks, name, 'stack.ts')));
  // What made the bucket and the roles is not applied by them: backupctl bootstrap does that.
  const others = ['organizations', 'state-bootstrap'];
  expect(order).toEqual(expect.arrayContaining(all.filter((name) => !others.includes(name))));
  for (const name of all) {
    const read = matches(readFileSync(path.join(stacks, name, 'stack.ts'), 'utf8'), /from '\.\.\/([\w-]+)\/contract'/g);
    for (const producer of read) {
      expect([name, order.indexOf(producer)]).not.toEqual([name, -1]);
      expect(order.indexOf(producer)).toBeLessThan(order.indexOf(name));
    }
  }
});

test('main goes through every environment in the order of promotion, each after the one before', async () => {
  const { environments } = await loadConfiguration('environments', new Date());
  const names = environments.map(({ name }) => name);
  const main = workflows['main.yml'] ?? '';
  expect(matches(main, /^ +environment: (.*)$/gm)).toEqual(names);
  expect(matches(main, /^ +group: (.*)$/gm)).toEqual(names.map((name) => `deploy-${name}`));
  expect(matches(main, /^ +needs: (.*)$/gm)).toEqual(names.slice(0, -1));
  expect(new Set(matches(main, /^ +uses: (\S+)/gm))).toEqual(new Set(['./.github/workflows/deploy.yml']));
});

test('a deployment plans as the role that reads, and applies behind the protection what was planned, one at a time', () => {
  const deploy = workflows['deploy.yml'] ?? '';
  expect(matches(deploy, /^ +environment: (.*)$/gm)).toEqual([
    '${{ inputs.environment }}-plan',
    '${{ inputs.environment }}',
  ]);
  expect(matches(deploy, /^ +group: (.*)$/gm)).toEqual([
    'terraform-${{ inputs.environment }}',
    'terraform-${{ inputs.environment }}',
  ]);
  expect(matches(deploy, /^ +(BUNDLE|SHA256): \$\{\{ needs\.plan\.outputs/gm)).toEqual(['BUNDLE', 'SHA256']);
  expect(commands(deploy)).toContain('npx backupctl apply --bundle "$BUNDLE" --sha256 "$SHA256" > applied.txt');
});

test('what comes after another environment is promoted, and the organization planned by itself', () => {
  const planning = matches(workflows['deploy.yml'] ?? '', /^ +if: \$\{\{ (inputs.*) \}\}\n[^]*?run: (.*)$/gm);
  expect(planning).toEqual(["inputs.environment != 'organizations'", "inputs.environment == 'organizations'"]);
  expect(commands(workflows['deploy.yml'] ?? '').filter((command) => command.endsWith('> plan.txt'))).toEqual([
    'npx backupctl promote --to "$ENVIRONMENT" --out "$BUNDLE" > plan.txt',
    'npx backupctl plan --environment organizations --out "$BUNDLE" > plan.txt',
  ]);
});

describe('a deployment', () => {
  // What the commands print: the page is compared with them.
  const page = readFileSync(path.join(__dirname, 'docs', 'promotion.md'), 'utf8');
  const printed = (command: string) =>
    matches(page, new RegExp(`^\\$ npx backupctl ${command} .*\\n([^]*?)^\`\`\``, 'gm'));
  const [showing = '', finishing = ''] = matches(
    workflows['deploy.yml'] ?? '',
    /^ {10}script: \|\n((?: {12}.*\n|\n)+)/gm,
  );

  /** Runs a script of the workflow as actions/github-script does, beside a file. */
  async function run(script: string, file: string, text: string | undefined) {
    const told = { outputs: {} as Record<string, string>, summary: '', log: '', failed: '' };
    const summary = { addCodeBlock: (code: string) => ({ write: () => void (told.summary += code) }) };
    const core = {
      summary,
      info: (line: string) => void (told.log += line),
      setOutput: (name: string, value: string) => void (told.outputs[name] = value),
      setFailed: (reason: string) => void (told.failed += reason),
    };
    const files = {
      existsSync: (name: string) => name === file && text !== undefined,
      readFileSync: () => text,
    };
    await (runInNewContext(`async (core, require) => {${script}}`) as (...args: unknown[]) => Promise<void>)(
      core,
      (name: string) => {
        expect(name).toBe('node:fs');
        return files;
      },
    );
    return told;
  }

  test('hands over the bundle that was planned, and shows all of the plan', async () => {
    const plans = printed('(?:plan|promote)').filter((text) => text.includes('\nBundle '));
    expect(plans).toHaveLength(6);
    for (const text of plans) {
      const [, bundle, sha256] = /^Bundle (.*)\nsha256 (.*)$/m.exec(text) ?? [];
      // What the command tells on stderr does not go into the file.
      const plan = text.slice(0, text.indexOf('\n\n→ when it is approved') + 1);
      expect(await run(showing, 'plan.txt', plan)).toMatchObject({
        outputs: { bundle, sha256 },
        summary: plan,
        failed: '',
      });
    }
    const template = '"The backup of <instance> & more"\n';
    expect(await run(showing, 'plan.txt', template)).toMatchObject({
      summary: '"The backup of &lt;instance> &amp; more"\n',
    });
  });

  test('hands over no bundle that only a value of the plan names, nor any where nothing is planned', async () => {
    const forged = `\nBundle s3://elsewhere/plan.zip\nsha256 ${'0'.repeat(64)}\n`;
    const nothing = { bundle: '', sha256: '' };
    expect(await run(showing, 'plan.txt', `${forged}\nThe review fails.\n`)).toMatchObject({ outputs: nothing });
    const [refused = ''] = printed('promote --to prod');
    expect(await run(showing, 'plan.txt', refused)).toMatchObject({ outputs: nothing, summary: refused });
    expect(await run(showing, 'plan.txt', undefined)).toMatchObject({ outputs: {}, summary: '', failed: '' });
  });

  test('fails as long as a part of the release is still to come', async () => {
    const applied = printed('apply');
    expect(applied).toHaveLength(6);
    for (const text of applied) {
      const failed = text.includes(' in part: ') ? expect.stringContaining('Re-run ALL jobs') : '';
      expect(await run(finishing, 'applied.txt', text)).toMatchObject({ log: text, summary: text, failed });
    }
    expect(applied.filter((text) => text.includes(' in part: '))).toHaveLength(3);
    expect(await run(finishing, 'applied.txt', undefined)).toMatchObject({ log: '', failed: '' });
  });
});

test('every night every environment and the organization is looked at, as the role that reads', async () => {
  const { environments } = await loadConfiguration('environments', new Date());
  const nightly = workflows['nightly.yml'] ?? '';
  const [looked = ''] = matches(nightly, /^ +environment: \[(.*)\]$/gm);
  expect(looked.split(', ')).toEqual([...environments.map(({ name }) => name), 'organizations']);
  expect(nightly).toContain('environment: ${{ matrix.environment }}-plan');
});

test.each(['main.yml', 'nightly.yml'])('%s does nothing before somebody has switched it on', (file) => {
  const text = workflows[file] ?? '';
  const jobs = text
    .slice(text.indexOf('\njobs:'))
    .split(/^ {2}(?=[\w-]+:$)/m)
    .slice(1);
  expect(jobs.length).toBeGreaterThan(1);
  for (const job of jobs) expect(job).toMatch(/^ {4}(?:if: \$\{\{ vars\.(?:DEPLOY|DRILL) == 'on' \}\}|needs: )/m);
});
