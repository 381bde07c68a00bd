import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Imports {
  readonly refused: readonly string[];
  readonly allowed: readonly string[];
}

const PROVIDER = '@cdktf/provider-aws/lib/backup-vault';
const STATE_BY_HAND = [
  "import { TerraformOutput } from 'cdktf';",
  "import { DataTerraformRemoteStateS3 } from 'cdktf';",
  "import { type TerraformElement, DataTerraformRemoteStateLocal } from 'cdktf/lib/terraform-remote-state';",
  "import * as everything from 'cdktf';",
  '@cdktf/provider-aws',
];

/** Who may import whom (docs/adr/0007-shape-and-rules.md): by file, what it imports; a module, or a whole statement. */
const LAYERS: Readonly<Record<string, Imports>> = {
  'domain/backup/rule.ts': {
    refused: [
      '../../environments/schema',
      '../../modules/core/naming',
      '../../stacks/build-app',
      '../../cli/table',
      '../../delivery/domain/release',
      '../../operations/describe',
      '../../review/state-reads',
      "import type { Environment } from '../../environments/schema';",
      "export * from '../../modules/core/naming';",
      "export const late = import('../../stacks/build-app');",
      '#environments',
      'cdktf',
      'constructs',
      PROVIDER,
      '@aws-sdk/client-backup',
      'node:fs',
      'zod',
      'fast-check',
      '../../testing/policy/sample-policy',
    ],
    allowed: ['../finding', './days', '../schedule/cron', 'jsonc-parser'],
  },
  'domain/finding.ts': { refused: ['../environments/schema', '../main'], allowed: ['./backup/days'] },
  'environments/rules/rule.ts': {
    refused: [
      '../../modules/core/naming',
      '../../stacks/build-app',
      '../../cli/table',
      '../../testing/fixtures',
      'cdktf',
      'node:fs',
    ],
    allowed: ['../../domain/finding', '../schema', './lookups', 'zod'],
  },
  'modules/backup/vault.ts': {
    refused: [
      '../../testing/fixtures',
      '../../environments/schema',
      "import type { Environment } from '../../environments/schema';",
      '../../stacks/iam/contract',
      '../../cli/table',
      '#environments',
      ...STATE_BY_HAND,
    ],
    allowed: ['../core/naming', '../../domain/finding', "import { Fn, type App } from 'cdktf';", PROVIDER],
  },
  'modules/core/contract.ts': {
    refused: [
      '../../testing/fixtures',
      '../../stacks/iam/contract',
      '../../environments/schema',
      '@cdktf/provider-aws',
    ],
    allowed: ["import { DataTerraformRemoteStateS3, TerraformOutput } from 'cdktf';", './state-location'],
  },
  'stacks/backup/stack.ts': {
    refused: [
      '../../testing/fixtures',
      '../iam/stack',
      '../iam',
      '../iam/policies/contract',
      '../build-app',
      '../../environments/schema',
      '../../environments/dev',
      '../../cli/table',
      '../../review/state-reads',
      '../../operations/describe',
      '../../main',
      '#environments',
      ...STATE_BY_HAND,
    ],
    allowed: [
      '../iam/contract',
      './contract',
      './rules',
      '../../modules/backup/vault',
      '../../domain/finding',
      "import type { Environment } from '../../environments/schema';",
      PROVIDER,
    ],
  },
  'stacks/backup/contract.ts': {
    refused: ['../iam/contract', './stack', '../../domain/finding', '../../modules/backup/vault', 'cdktf'],
    allowed: ['../../modules/core/contract'],
  },
  'stacks/build-app.ts': {
    refused: ['../testing/fixtures', '../cli/table', '../review/state-reads', '#environments', ...STATE_BY_HAND],
    allowed: ['./iam/stack', '../modules/core/dependencies', '../environments/parse', "import { App } from 'cdktf';"],
  },
  'operations/describe.ts': {
    refused: [
      '../testing/fixtures',
      '../cli/table',
      '../environments/schema',
      '../modules/core/naming',
      '../lambdas/prune/handler',
      'cdktf',
    ],
    allowed: ['../domain/finding', '@aws-sdk/client-backup'],
  },
  'lambdas/prune/handler.ts': {
    refused: [
      '../../testing/fixtures',
      '../../cli/table',
      '../../environments/schema',
      '../../stacks/build-app',
      'constructs',
    ],
    allowed: ['../../operations/prune', '../../domain/finding', '@aws-sdk/client-ec2'],
  },
  'review/state-reads.ts': {
    refused: [
      '../testing/fixtures',
      '../environments/schema',
      '../stacks/build-app',
      '../cli/table',
      'cdktf',
      PROVIDER,
      '@aws-sdk/client-s3',
    ],
    allowed: ['../domain/finding', './changes', 'node:path'],
  },
  'cli/commands/synth.ts': {
    refused: [
      '../../testing/fixtures',
      '../../modules/core/naming',
      '../../stacks/iam/contract',
      '../../stacks/backup/stack',
      '../../delivery/cli/target',
      "import type { ReleaseTarget } from '../../delivery/cli/target';",
      ...STATE_BY_HAND,
    ],
    allowed: [
      '../../stacks/build-app',
      '../../environments/parse',
      '../../domain/finding',
      '../../review/state-reads',
      '../../operations/describe',
      '../table',
      '#environments',
    ],
  },
  'delivery/domain/record.ts': {
    refused: [
      '../../testing/fixtures',
      '../operations/bundle-store',
      '../cli/target',
      '../../environments/schema',
      'node:fs',
      'zod',
    ],
    allowed: ['./release', '../../domain/finding'],
  },
  'delivery/operations/bundle-store.ts': {
    refused: [
      '../../testing/fixtures',
      '../cli/target',
      '../../cli/table',
      '../../environments/schema',
      '../../modules/core/naming',
      'cdktf',
    ],
    allowed: ['../domain/bundle', '../../operations/caller', '../../domain/finding', '@aws-sdk/client-s3'],
  },
  'delivery/cli/target.ts': {
    refused: ['../../testing/fixtures', '../../modules/core/naming', '../../stacks/iam/contract', ...STATE_BY_HAND],
    allowed: [
      '../domain/release',
      '../operations/bundle-store',
      '../../cli/table',
      '../../stacks/build-app',
      '#environments',
    ],
  },
  'cli/main.ts': {
    refused: ['../modules/core/naming', '../stacks/iam/contract', ...STATE_BY_HAND],
    allowed: ['../delivery/cli/commands/plan', './commands/synth', './table'],
  },
  'local-aws/serve.ts': {
    refused: ['../delivery/cli/target', '../testing/fixtures'],
    allowed: ['../cli/configuration', './state'],
  },
  'main.ts': {
    refused: ['./delivery/cli/target', './testing/fixtures', ...STATE_BY_HAND],
    allowed: ['#environments', './stacks/build-app'],
  },

  // Tests import any layer, but never the user's environments (docs/adr/0019-testing.md).
  'domain/backup/rule.test.ts': {
    refused: [
      '../../environments/prod',
      '../../environments/organization',
      '../../environments/index',
      '../../environments/load',
      "import type organization from '../../environments/organization';",
      '../../local-aws/start',
    ],
    allowed: ['../../testing/fixtures', '../../environments/schema', './rule', 'fast-check', '#environments'],
  },
  'environments/parse.test.ts': {
    refused: ['./dev', './common', './load', '../local-aws/start'],
    allowed: ['./parse', '../testing/fixtures'],
  },
  'environments/organization/rules.test.ts': {
    refused: ['../organization', '../stg'],
    allowed: ['./organization', '../parse', '../../testing/fixtures'],
  },
  'cli/commands/verify.aws.test.ts': {
    refused: ['../../environments/dev'],
    allowed: ['../../local-aws/start', '../../testing/fixtures'],
  },
  'testing/fixtures.ts': {
    refused: ['../environments/dev', '../environments/organization', '../environments/load'],
    allowed: ['./environments/dev', '../environments/parse', '../stacks/build-app', '../local-aws/start', 'cdktf'],
  },
  'testing/aws/network.ts': { refused: ['../../environments/dev'], allowed: ['../fixtures', '../../domain/nearest'] },
  'bench/cases/review.ts': { refused: [], allowed: ['../../testing/policy/large-tree'] },
};

const statement = (imported: string) => (imported.includes(' ') ? imported : `import '${imported}';`);

/** By file, the statements that oxlint refuses, one on each line. */
function refusedStatements(files: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layers-'));
  copyFileSync(path.join(__dirname, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
  for (const [file, lines] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), lines.join('\n'));
  }
  const tools = path.join(__dirname, 'node_modules', '.bin');
  // oxlint looks for its type-aware half on the path.
  const env = { ...process.env, PATH: `${tools}${path.delimiter}${process.env['PATH']}` };
  const { stdout } = spawnSync('oxlint', ['--format', 'json'], { cwd: folder, env, encoding: 'utf8' });
  const refused: Record<string, string[]> = {};
  for (const { code, filename, labels, message } of JSON.parse(stdout).diagnostics) {
    if (code === undefined) throw new Error(`${filename} does not parse: ${message}`);
    if (!/no-restricted-(imports|properties)/.test(code)) continue;
    (refused[filename] ??= []).push(files[filename]?.[labels[0].span.line - 1] ?? '');
  }
  return refused;
}

const found = refusedStatements({
  ...Object.fromEntries(
    Object.entries(LAYERS).map(([file, { refused, allowed }]) => [file, [...refused, ...allowed].map(statement)]),
  ),
  'modules/iam/policy.ts': ["import { Fn } from 'cdktf';", 'export const text = Fn.jsonencode({});'],
});

test.each(Object.entries(LAYERS))('%s imports what its layer may, and nothing else', (file, { refused }) => {
  expect([...new Set(found[file])].toSorted()).toEqual(refused.map(statement).toSorted());
});

test('Fn.jsonencode is refused', () => {
  expect(found['modules/iam/policy.ts']).toEqual(['export const text = Fn.jsonencode({});']);
});
