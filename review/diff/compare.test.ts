import { readStack } from '../model/read-stack';
import { compareModels } from './compare';

type Json = Record<string, unknown>;

const vault = (name: string): Json => ({
  name,
  region: 'eu-west-1',
  lifecycle: { prevent_destroy: true },
  tags: { Name: name },
});
const notifications = (address: string): Json => ({
  backup_vault_name: `\${aws_backup_vault.${address}.name}`,
  sns_topic_arn: 'arn:aws:sns:eu-west-1:1:t',
  backup_vault_events: ['BACKUP_JOB_COMPLETED'],
});

const changes = (base: Json, head: Json) =>
  compareModels(
    new Map([['dev-backup', readStack('dev-backup', base)]]),
    new Map([['dev-backup', readStack('dev-backup', head)]]),
  );

const stack = (address: string, name = 'EC2', more: Json = {}): Json => ({
  resource: {
    aws_backup_vault: { [address]: vault(name) },
    aws_backup_vault_notifications: { events: notifications(address) },
  },
  ...more,
});

test('D recognizes a resource at a new address, and references to it as unchanged', () => {
  expect(changes(stack('old'), stack('new'))).toEqual([
    expect.objectContaining({
      address: 'aws_backup_vault.new',
      action: 'moved',
      movedFrom: 'aws_backup_vault.old',
      differences: [],
    }),
  ]);
});

test('D follows a moved block', () => {
  const moved = { moved: [{ from: 'aws_backup_vault.old', to: 'aws_backup_vault.new' }] };
  expect(changes(stack('old'), stack('new', 'EC2', moved)).map(({ address, action }) => [address, action])).toEqual([
    ['moved', 'added'],
  ]);
});

test('D reports what the provider replaces', () => {
  expect(changes(stack('old'), stack('old', 'Other'))).toEqual([
    expect.objectContaining({ action: 'replaced', replacedFor: ['name'] }),
  ]);
});

test('D treats resources with little in common as different', () => {
  const bucket = { resource: { aws_backup_vault: { old: { name: 'a', region: 'x', kms_key_arn: 'k' } } } };
  const other = { resource: { aws_backup_vault: { new: { name: 'b', region: 'y', kms_key_arn: 'l' } } } };
  expect(changes(bucket, other).map(({ address, action }) => [address, action])).toEqual([
    ['aws_backup_vault.new', 'added'],
    ['aws_backup_vault.old', 'removed'],
  ]);
});

test('D does not replace the start of a longer address', () => {
  const two = (first: string): Json => ({
    resource: {
      aws_backup_vault: { [first]: vault('EC2'), [`${first}-long`]: vault('EFS') },
      aws_backup_vault_notifications: { events: notifications(`${first}-long`) },
    },
  });
  expect(changes(two('old'), two('new')).every(({ action }) => action === 'moved')).toBe(true);
});

test('D compares the order of lists in an unknown type', () => {
  const unknown = (list: string[]): Json => ({ resource: { aws_new_thing: { x: { list } } } });
  expect(changes(unknown(['a', 'b']), unknown(['b', 'a']))).toHaveLength(1);
});

test('D resolves the documents that a document includes', () => {
  const document = (action: string): Json => ({
    data: {
      aws_iam_policy_document: {
        inner: { statement: [{ sid: 'A', actions: [action] }] },
        outer: { source_policy_documents: ['${data.aws_iam_policy_document.inner.json}'] },
      },
    },
    resource: { aws_iam_policy: { p: { policy: '${data.aws_iam_policy_document.outer.json}' } } },
  });
  expect(changes(document('s3:GetObject'), document('s3:*'))).toEqual([
    expect.objectContaining({
      address: 'aws_iam_policy.p',
      differences: [{ path: ['policy', 'A', 'actions'], before: ['s3:GetObject'], after: ['s3:*'] }],
    }),
  ]);
});

test('D recognizes equal resources among thousands, and ends in bounded time', () => {
  const many = (prefix: string, offset: number): Json => ({
    resource: {
      aws_backup_vault: Object.fromEntries(
        Array.from({ length: 5000 }, (_, index) => [`${prefix}${index}`, vault(`V${index + offset}`)]),
      ),
    },
  });
  const start = performance.now();
  const found = changes(many('a', 0), many('b', 2500));
  expect(performance.now() - start).toBeLessThan(8000);
  const moved = found.filter(({ action }) => action === 'moved');
  expect(moved).toHaveLength(2500);
  expect(moved[0]).toMatchObject({ movedFrom: 'aws_backup_vault.a2500', address: 'aws_backup_vault.b0' });
});
