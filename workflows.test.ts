import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { isScalar, parse, parseDocument, visit } from 'yaml';

import { mainWorkflow } from './delivery/domain/main-workflow';
import { emptyFolder, node } from './testing/commands';
import { FIXTURE_NAMES } from './testing/fixtures';

// What the files in .github/workflows do (docs/pipelines.md). Whether they are safe is checked by zizmor, in workflows.aws.test.ts.

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string };
  readonly permissions: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string | string[]>> };
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<
    Record<string, { readonly inputs?: { readonly environment: { readonly type: string } } } | null>
  >;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = path.join(__dirname, '.github', 'workflows');
const texts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(readdirSync(FOLDER).map((file) => [file, readFileSync(path.join(FOLDER, file), 'utf8')])),
  // The file in the folder belongs to the user: testing/contract compares it with environments/.
  'main.yml': mainWorkflow(FIXTURE_NAMES),
};
const workflows = Object.entries(texts).map(([file, text]) => ({ file, ...(parse(text) as Workflow) }));
const startedManually = workflows.filter(({ on }) => on['workflow_dispatch']?.inputs).map(({ file }) => file);

function workflow(file: string): Workflow {
  const found = workflows.find((one) => one.file === file);
  if (!found) throw new Error(`.github/workflows has no ${file}`);
  return found;
}

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps);

/** The commands of some steps, one per line, without the shell keywords around them. */
function commands(steps: readonly Step[]): string[] {
  const lines = steps.flatMap(({ run = '' }) => run.split('\n').map((line) => line.trim()));
  return lines.filter((line) => line !== '' && !/^(?:for .*; do|done|if .*; then|fi)$/.test(line));
}

/** What the first group of a pattern matches in a text. */
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

test('workflows call nothing but npm, npx cdktf and npx backupctl', () => {
  const called = workflows.flatMap((one) => commands(stepsOf(one)));
  expect(called).toContain('npm test');
  for (const command of called.filter((one) => one !== 'cat review.md >> "$GITHUB_STEP_SUMMARY"')) {
    expect(command).toMatch(/^(?:npm (?:ci|test|run)|npx (?:cdktf|backupctl))\b/);
  }
});

test('actions are pinned by digest, with the version in a comment, and each in one version', () => {
  const used: { action: string; version: string | null | undefined }[] = [];
  for (const text of Object.values(texts)) {
    visit(parseDocument(text), {
      Pair: (_, { key, value }) => {
        if (isScalar(key) && key.value === 'uses' && isScalar(value)) {
          used.push({ action: String(value.value), version: value.comment });
        }
      },
    });
  }
  // Workflows of this repository are of the same commit.
  const pinned = used.filter(({ action }) => !action.startsWith('./'));
  const versions = new Map<string, Set<string>>();
  for (const { action, version } of pinned) {
    expect(`${action} #${version}`).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const [name = ''] = action.split('@');
    versions.set(name, (versions.get(name) ?? new Set()).add(`${action} ${version}`));
  }
  expect(versions.size).toBeGreaterThan(5);
  expect([...versions].filter(([, pins]) => pins.size > 1)).toEqual([]);
});

test('workflows use no secret, and can write nothing but a token for AWS and the comment', () => {
  const written = workflows.flatMap(({ file, permissions, jobs }) => {
    expect([file, permissions]).toEqual([file, {}]);
    expect([file, texts[file]]).toEqual([file, expect.not.stringContaining('secrets')]);
    return Object.entries(jobs).flatMap(([job, { permissions: granted }]) =>
      Object.entries(granted).flatMap(([what, level]) => (level === 'write' ? [`${file} ${job} ${what}`] : [])),
    );
  });
  const others = written.filter((one) => !one.startsWith('main.yml '));
  expect(others.toSorted()).toEqual([
    'cdktf-apply.yml apply id-token',
    'cdktf-plan.yml plan id-token',
    'deploy.yml apply id-token',
    'deploy.yml plan id-token',
    'nightly.yml drift id-token',
    'nightly.yml drill id-token',
    'nightly.yml jobs-of-accounts id-token',
    'pull-request.yml comment pull-requests',
  ]);
});

test('a pull request does not get the permissions of a workflow of the base branch', () => {
  for (const { on } of workflows) {
    expect(Object.keys(on)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:pull_request_target|workflow_run)$/)]),
    );
  }
});

test('U3 main.yml is what npm run workflows generates from the list of environments', () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, '.github', 'workflows'), { recursive: true });
  expect(node(['bin/workflows.js'], folder)).toMatchObject({ code: 0, stderr: 'Wrote .github/workflows/main.yml\n' });
  const generated = readFileSync(path.join(folder, '.github', 'workflows', 'main.yml'), 'utf8');
  expect(generated).toBe(texts['main.yml']);
  expect(generated).not.toMatch(/uses: (?!\.\/)/);
});

test('U3 no other workflow names an environment of the sample', () => {
  const others = Object.entries(texts).filter(([file]) => file !== 'main.yml');
  for (const [file, text] of others) {
    const withoutComments = text.replaceAll(/#.*$/gm, '');
    expect([file, withoutComments]).toEqual([file, expect.not.stringMatching(/\b(?:dev|stg|prod)\b/)]);
  }
});

test('U3 workflows that are started manually offer the environments of GitHub', () => {
  expect(startedManually).toEqual(['cdktf-apply.yml', 'cdktf-plan.yml', 'deploy.yml']);
});

test.each(startedManually)(
  'U3 %s accepts only an environment of the configuration, before any job has a role',
  (file) => {
    const { on, jobs } = workflow(file);
    expect(on['workflow_dispatch']?.inputs?.environment.type).toBe('environment');
    const [[first, check] = ['', undefined], ...others] = Object.entries(jobs);
    expect(first).toBe('check');
    expect(check).toMatchObject({ permissions: { contents: 'read' } });
    expect(check).not.toHaveProperty('environment');
    const checking = check?.steps?.at(-1);
    expect(checking).toMatchObject({
      env: { ENVIRONMENT: '${{ inputs.environment }}' },
      run: 'npx backupctl environments --environment "$ENVIRONMENT"',
    });
    // Each job needs the one before it, and the first of them the check.
    expect(others.map(([, { needs }]) => needs)).toEqual(['check', ...others.slice(0, -1).map(([name]) => name)]);
  },
);

test.each(['cdktf-apply.yml', 'cdktf-plan.yml'])(
  '%s handles every stack, in the order that the command lists',
  (file) => {
    const [{ steps = [] } = {}] = Object.values(workflow(file).jobs).slice(-1);
    const synth = steps.findIndex(({ run }) => run === 'npm run synth');
    expect(steps[synth + 1]).toMatchObject({
      env: { ENVIRONMENT: '${{ inputs.environment }}' },
      run: 'npx backupctl environments --environment "$ENVIRONMENT" --stacks > stacks.txt',
    });
    expect(steps.at(-1)?.run).toContain('for stack in $(cat stacks.txt); do\n  npx cdktf ');
  },
);

test('a deployment plans with the role that reads, and applies the plan behind the protection, one run at a time', () => {
  const { plan, apply } = workflow('deploy.yml').jobs;
  expect([plan?.environment, apply?.environment]).toEqual([
    '${{ inputs.environment }}-plan',
    '${{ inputs.environment }}',
  ]);
  expect([plan?.concurrency?.group, apply?.concurrency?.group]).toEqual([
    'terraform-${{ inputs.environment }}',
    'terraform-${{ inputs.environment }}',
  ]);
  const applying = apply?.steps?.find(({ run = '' }) => run.includes('backupctl apply'));
  expect(applying).toMatchObject({
    env: { BUNDLE: '${{ needs.plan.outputs.bundle }}', SHA256: '${{ needs.plan.outputs.sha256 }}' },
    run: 'npx backupctl apply --bundle "$BUNDLE" --sha256 "$SHA256" > applied.txt',
  });
});

test('an environment is promoted, and the organization is planned by itself', () => {
  const planning = stepsOf(workflow('deploy.yml')).filter(({ run = '' }) => run.endsWith('> plan.txt'));
  expect(planning.map((step) => [step.if, step.run])).toEqual([
    [
      "${{ inputs.environment != 'organizations' }}",
      'npx backupctl promote --to "$ENVIRONMENT" --out "$BUNDLE" > plan.txt',
    ],
    [
      "${{ inputs.environment == 'organizations' }}",
      'npx backupctl plan --environment organizations --out "$BUNDLE" > plan.txt',
    ],
  ]);
});

/** Runs a script of a workflow as actions/github-script does, with one file. */
async function runScript(script: string, file: string, text: string | undefined) {
  const reported = { outputs: {} as Record<string, string>, summary: '', log: '', failed: '' };
  const summary = { addCodeBlock: (code: string) => ({ write: () => void (reported.summary += code) }) };
  const core = {
    summary,
    info: (line: string) => void (reported.log += line),
    setOutput: (name: string, value: string) => void (reported.outputs[name] = value),
    setFailed: (reason: string) => void (reported.failed += reason),
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
  return reported;
}

const scriptsOf = (file: string) => stepsOf(workflow(file)).flatMap((step) => step.with?.['script'] ?? []);

test('H4 the comment on a pull request links the charts of its review', async () => {
  const [script = ''] = scriptsOf('pull-request.yml');
  const created: { body: string }[] = [];
  const issues = { listComments: {}, createComment: (comment: { body: string }) => void created.push(comment) };
  const github = { paginate: () => [], rest: { issues } };
  const repo = { owner: 'example', repo: 'backup' };
  const context = { serverUrl: 'https://github.com', repo, issue: { number: 7 }, runId: 42 };
  const files = { readFileSync: () => '## Backup review\n' };
  const program = `async (github, context, require, process) => {${script}}`;
  await (runInNewContext(program) as (...args: unknown[]) => Promise<void>)(github, context, () => files, {
    env: { ARTIFACT: '99' },
  });
  expect(created.map(({ body }) => body)).toEqual([
    '<!-- backupctl review -->\n## Backup review\n\n[Charts of this change](https://github.com/example/backup/actions/runs/42/artifacts/99): open `review.html` of this artifact.',
  ]);
});

describe('a deployment', () => {
  // The page has what the commands print: its own test compares it with them.
  const page = readFileSync(path.join(__dirname, 'docs', 'promotion.md'), 'utf8');
  const printed = (command: string) =>
    matches(page, new RegExp(`^\\$ npx backupctl ${command} .*\\n([^]*?)^\`\`\``, 'gm'));
  const [showing = '', finishing = ''] = scriptsOf('deploy.yml');

  test('passes on the bundle that was planned, and shows the whole plan', async () => {
    const plans = printed('(?:plan|promote)').filter((text) => text.includes('\nBundle '));
    expect(plans).toHaveLength(6);
    for (const text of plans) {
      const [, bundle, sha256] = /^Bundle (.*)\nsha256 (.*)$/m.exec(text) ?? [];
      // What the command prints on stderr is not in the file.
      const plan = text.slice(0, text.indexOf('\n\n→ after approval') + 1);
      expect(await runScript(showing, 'plan.txt', plan)).toMatchObject({
        outputs: { bundle, sha256 },
        summary: plan,
        failed: '',
      });
    }
    const template = '"The backup of <instance> & more"\n';
    expect(await runScript(showing, 'plan.txt', template)).toMatchObject({
      summary: '"The backup of &lt;instance> &amp; more"\n',
    });
  });

  test('passes on no bundle that only a value of the plan names, and none when nothing is planned', async () => {
    const forged = `\nBundle s3://elsewhere/plan.zip\nsha256 ${'0'.repeat(64)}\n`;
    const nothing = { bundle: '', sha256: '' };
    expect(await runScript(showing, 'plan.txt', `${forged}\nThe review fails.\n`)).toMatchObject({ outputs: nothing });
    const [refused = ''] = printed('promote --to prod');
    expect(await runScript(showing, 'plan.txt', refused)).toMatchObject({ outputs: nothing, summary: refused });
    expect(await runScript(showing, 'plan.txt', undefined)).toMatchObject({ outputs: {}, summary: '', failed: '' });
  });

  test('fails while stacks of the release remain', async () => {
    const applied = printed('apply');
    expect(applied).toHaveLength(6);
    for (const text of applied) {
      const failed = text.includes(' is partly applied to ') ? expect.stringContaining('Re-run ALL jobs') : '';
      expect(await runScript(finishing, 'applied.txt', text)).toMatchObject({ log: text, summary: text, failed });
    }
    expect(applied.filter((text) => text.includes(' is partly applied to '))).toHaveLength(3);
    expect(await runScript(finishing, 'applied.txt', undefined)).toMatchObject({ log: '', failed: '' });
  });
});

describe('U3 every night', () => {
  const { list, drift, drill, sweeps, 'jobs-of-accounts': status } = workflow('nightly.yml').jobs;

  test('the list of environments comes from backupctl environments', async () => {
    expect(commands(list?.steps ?? [])).toContain('npx backupctl environments --json > environments.json');
    const { code, stdout } = node(['bin/backupctl.js', 'environments', '--json'], emptyFolder());
    expect(code).toBe(0);
    const { environments } = JSON.parse(stdout) as { readonly environments: readonly { readonly name: string }[] };
    const [script = ''] = scriptsOf('nightly.yml');
    const { outputs } = await runScript(script, 'environments.json', stdout);
    expect(JSON.parse(outputs['all'] ?? '')).toEqual(environments.map(({ name }) => name));
    expect(outputs['first']).toBe(environments[0]?.name);
  });

  test('each environment and the organization is checked for drift, with the role that reads', () => {
    expect(drift).toMatchObject({
      needs: 'list',
      strategy: { matrix: { environment: '${{ fromJSON(needs.list.outputs.all) }}' } },
      environment: '${{ matrix.environment }}-plan',
    });
  });

  test('M6 the jobs of every account are listed, with the role of the organization that reads', () => {
    expect(status).toMatchObject({
      needs: 'list',
      if: "${{ vars.DEPLOY == 'on' && contains(fromJSON(needs.list.outputs.all), 'organizations') }}",
      environment: 'organizations-plan',
    });
    expect(status?.steps?.at(-2)).toMatchObject({ run: 'npx backupctl status --since 25h' });
  });

  test('H1 gaps in coverage reach the recipients of failed backups, even if a job failed', () => {
    expect(status?.steps?.at(-1)).toMatchObject({
      if: '${{ !cancelled() }}',
      run: 'npx backupctl coverage --organization --notify',
    });
  });

  test('the settings of the organization and its members are checked, even if there is drift', () => {
    const own = (drift?.steps ?? []).filter((step) => step.if !== undefined);
    expect(commands(own)).toEqual(['npx backupctl preflight', 'npx backupctl members status']);
    expect(new Set(own.map((step) => step.if))).toEqual(
      new Set(["${{ !cancelled() && matrix.environment == 'organizations' }}"]),
    );
  });

  test('every call to AWS fails in every way, and a real provider deploys every stack', () => {
    expect(sweeps?.strategy?.matrix).toEqual({ sweep: ['faults', 'provider', 'sweeps'] });
    expect(sweeps?.steps?.at(-1)).toEqual({ run: 'npm run "test:$SWEEP"', env: { SWEEP: '${{ matrix.sweep }}' } });
  });

  test('the drill runs in the first environment', () => {
    expect(drill).toMatchObject({ needs: 'list', environment: '${{ needs.list.outputs.first }}-drill' });
    expect(drill?.steps?.at(-1)).toMatchObject({
      env: { ENVIRONMENT: '${{ needs.list.outputs.first }}' },
      run: 'npx backupctl drill --environment "$ENVIRONMENT" --vault "$VAULT" --instance-id "$INSTANCE_ID"',
    });
  });
});

test.each(['main.yml', 'nightly.yml'])('%s does nothing until a user switches it on', (file) => {
  for (const job of Object.values(workflow(file).jobs)) {
    expect(job.needs ?? job.if).toMatch(
      /^[\w-]+$|^\$\{\{ vars\.(?:DEPLOY|DRILL|SWEEPS) == 'on'(?: \|\| vars\.DRILL == 'on')? \}\}$/,
    );
  }
});

test('the drift, the drill and the sweeps have a switch of their own', () => {
  const { drift, drill, sweeps } = workflow('nightly.yml').jobs;
  expect([drift?.if, drill?.if, sweeps?.if]).toEqual([
    "${{ vars.DEPLOY == 'on' }}",
    "${{ vars.DRILL == 'on' }}",
    "${{ vars.SWEEPS == 'on' }}",
  ]);
});

describe('the pinned AWS provider', () => {
  const { on, jobs } = workflow('provider.yml');
  const { walkthrough, tests } = jobs;

  test('runs the walkthrough for every pull request, and all tests by hand or, if enabled, every night', () => {
    expect(Object.keys(on)).toEqual(['pull_request', 'schedule', 'workflow_dispatch']);
    expect(walkthrough?.if).toBe("${{ github.event_name == 'pull_request' }}");
    expect(tests?.if).toBe(
      "${{ github.event_name == 'workflow_dispatch' || (github.event_name == 'schedule' && vars.SWEEPS == 'on') }}",
    );
    const last = [walkthrough, tests].map((job) => job?.steps?.at(-1));
    expect(last).toEqual([
      {
        run: 'npm run test:provider -- --testPathPatterns docs/local-walkthrough',
        env: { PROVIDER_VERSION: 'pinned' },
      },
      { run: 'npm run test:provider -- --maxWorkers 1', env: { PROVIDER_VERSION: 'pinned' } },
    ]);
  });

  test('has no credentials', () => {
    for (const { permissions, environment } of Object.values(jobs)) {
      expect([permissions, environment]).toEqual([{ contents: 'read' }, undefined]);
    }
  });
});
