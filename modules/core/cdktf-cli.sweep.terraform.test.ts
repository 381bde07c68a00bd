import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import configuration from '../../cdktf.json';
import { CDKTF, ended, ROOT, run, start } from '../../testing/terraform/programs';
import { startStateStore, type StateStore } from '../../testing/terraform/state-store';

const BUCKET = 'fixture-states';
const FIXTURE = path.join(ROOT, 'testing', 'terraform', 'fixture.js');
const PRELOADED = path.join(ROOT, 'testing', 'terraform', 'without-converter.js');
/** What the workflow runs, taken from its file. */
const APPLY =
  /run: \|\n(?<script>(?: {10}.*\n)+)/.exec(
    readFileSync(path.join(ROOT, '.github', 'workflows', 'cdktf-apply.yml'), 'utf8'),
  )?.groups?.['script'] ?? '';
const ROLE = 'arn:aws:iam::111111111111:role/fixture';
const TOPIC = 'arn:aws:sns:ap-northeast-1:111111111111:fixture';

let store: StateStore;
let folder: string;

/** The file is preloaded into cdktf, and into the programs that it starts. */
const variables = () => ({ ...store.variables, NODE_OPTIONS: `--require ${JSON.stringify(PRELOADED)}` });
const cdktf = (...args: string[]) => run(CDKTF, args, folder, variables());
const stateOf = (stack: string) => store.state(BUCKET, `fixture/dev/${stack}/terraform.tfstate`);

beforeAll(async () => {
  store = await startStateStore('111111111111');
  await store.makeBucket(BUCKET, 'ap-northeast-1');
  folder = mkdtempSync(path.join(tmpdir(), 'cdktf-cli-'));
  // npx searches this folder.
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const app = `${JSON.stringify(process.execPath)} ${JSON.stringify(FIXTURE)}`;
  writeFileSync(path.join(folder, 'cdktf.json'), JSON.stringify({ ...configuration, app }));
});

afterAll(() => store.stop());

// One after the other, as a new environment grows.

test('E1 cdktf plan refuses a consumer whose producer is not applied yet', async () => {
  const { code, said } = await cdktf('plan', 'dev-consumer');
  expect(said).toContain('No stored state was found');
  expect(code).toBe(1);
});

test('E1 cdktf plan and apply keep the producer’s state in S3, and leave no lock', async () => {
  const plan = await cdktf('plan', 'dev-producer', '--skip-synth');
  expect(plan.said).toContain('Plan: 2 to add, 0 to change, 0 to destroy.');
  expect(plan.code).toBe(0);

  const apply = await cdktf('apply', 'dev-producer', '--auto-approve', '--skip-synth');
  expect(apply.said).toContain('Apply complete! Resources: 2 added, 0 changed, 0 destroyed.');
  expect(apply.code).toBe(0);
  expect(await store.keys(BUCKET)).toEqual(['fixture/dev/producer/terraform.tfstate']);
  expect((await stateOf('producer')).outputs).toMatchObject({
    roleArn: { value: ROLE },
    topicArns: { value: { 'ap-northeast-1': TOPIC } },
  });
});

test('E1 cdktf apply of a consumer by itself requires that its producer is included', async () => {
  const { code, said } = await cdktf('apply', 'dev-consumer', '--auto-approve', '--skip-synth');
  expect(said).toContain('The following dependencies are not included in the stacks to run: dev-producer.');
  expect(code).toBe(1);
});

test('E1 the pipeline applies one stack after the other, and the consumer reads what the producer wrote', async () => {
  writeFileSync(path.join(folder, 'stacks.txt'), 'dev-producer\ndev-consumer\n');
  const { code, said } = await run('bash', ['-e', '-c', APPLY], folder, variables());
  expect(said).toContain('Apply complete! Resources: 2 added, 0 changed, 0 destroyed.');
  expect(code).toBe(0);
  const { resources } = await stateOf('consumer');
  const values = resources
    .filter(({ mode }) => mode === 'managed')
    .map(({ name, instances }) => [name, instances[0]?.attributes.output?.value]);
  expect(Object.fromEntries(values)).toEqual({ role: ROLE, topic: TOPIC });
});

test('E1 the pipeline stops at the first stack that fails', async () => {
  const folderOfNone = path.join(folder, 'cdktf.out', 'stacks', 'dev-none');
  mkdirSync(folderOfNone, { recursive: true });
  writeFileSync(path.join(folder, 'stacks.txt'), 'dev-none\ndev-producer\n');
  const { code, said } = await run('bash', ['-e', '-c', APPLY], folder, variables());
  expect(said).toContain('dev-none');
  expect(said).not.toContain('dev-producer  ');
  expect(code).toBe(1);
});

test('E1 a second Terraform is kept out while a first one holds the lock', async () => {
  const producer = path.join(folder, 'cdktf.out', 'stacks', 'dev-producer');
  const first = start('terraform', ['apply', '-replace=terraform_data.role'], producer, store.variables);
  // It holds the lock while it waits for a yes.
  await new Promise<void>((resolve) => {
    first.stdout.on('data', (text) => String(text).includes('Enter a value') && resolve());
    first.once('close', () => resolve());
  });
  const lock = 'fixture/dev/producer/terraform.tfstate.tflock';
  expect(await store.keys(BUCKET)).toContain(lock);

  const second = await cdktf('apply', 'dev-producer', '--auto-approve', '--skip-synth');
  expect(second.said).toContain('Error acquiring the state lock');
  expect(second.code).toBe(1);

  // No answer is a no.
  expect((await ended(first)).code).toBe(1);
  expect(await store.keys(BUCKET)).not.toContain(lock);
});
