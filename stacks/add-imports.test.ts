import { fixtures } from '../testing/fixtures';
import { text } from '../testing/environment-inputs';
import { type AdjacentTexts, synthesizeAll, type Block } from '../testing/synthesized';

const { dev, organization } = fixtures;

const written = (stacks: Record<string, { to: string; id: string }[]>): string => JSON.stringify(stacks, null, 2);
const stacksWith = (adjacent: AdjacentTexts) => synthesizeAll([dev], organization, adjacent);
const refusalOf = (adjacent: AdjacentTexts): string => {
  try {
    synthesizeAll([dev], 'organization.imports.json' in adjacent ? organization : undefined, adjacent);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is refused';
};

const plain: Record<string, Block> = stacksWith({});
const addressesIn = (stack: string, type: string): string[] =>
  Object.keys(plain[stack]?.['resource'][type]).map((id) => `${type}.${id}`);
const [vault = ''] = addressesIn('dev-backup', 'aws_backup_vault');
const [plan = ''] = addressesIn('dev-backup', 'aws_backup_plan');
const [role = ''] = addressesIn('dev-iam', 'aws_iam_role');
const [policy = ''] = addressesIn('organizations', 'aws_organizations_policy');

test('X2 synthesizes import blocks of exactly the stacks that the files name, by address', () => {
  const imports = {
    'dev.imports.json': written({
      backup: [
        { to: vault, id: 'EC2' },
        { to: plan, id: '8a1b@us-east-1' },
      ],
      iam: [{ to: role, id: 'role' }],
    }),
    'organization.imports.json': written({ organizations: [{ to: policy, id: 'p-123' }] }),
  };
  const changed = stacksWith(imports);
  expect(changed).toEqual({
    ...plain,
    'dev-backup': {
      ...plain['dev-backup'],
      import: [
        { to: plan, id: '8a1b@us-east-1' },
        { to: vault, id: 'EC2' },
      ],
    },
    'dev-iam': { ...plain['dev-iam'], import: [{ to: role, id: 'role' }] },
    organizations: { ...plain['organizations'], import: [{ to: policy, id: 'p-123' }] },
  });
});

test('X2 refuses stacks and addresses that do not exist, at their positions in the file', () => {
  const wrong = {
    'dev.imports.json': `{
  "bakcup": [],
  "iam": [
    { "to": "${role}s", "id": "role" },
    { "to": "aws_s3_bucket.other", "id": "other" }
  ]
}`,
    'organization.imports.json': '{ "backup": [] }',
  };
  const message = refusalOf(wrong);
  expect(message).toBe(
    [
      'environments/dev.imports.json is refused: 3 problems',
      `  line 2, column 3: bakcup\n    There is no stack "bakcup". Did you mean "backup"?\n    → write one of state-bootstrap, iam, notifications, backup, ssm-backup`,
      `  line 4, column 7: iam.0.to = "${role}s"\n    The stack has no resource with this address.\n    → write ${role}, or remove the entry`,
      `  line 5, column 7: iam.1.to = "aws_s3_bucket.other"\n    The stack has no resource with this address.\n    → remove the entry, or run backupctl adopt again`,
      'environments/organization.imports.json is refused: 1 problem',
      `  line 1, column 3: backup\n    There is no stack "backup".\n    → write one of organizations-state-bootstrap, organizations`,
    ].join('\n\n'),
  );
});

test('X2 refuses what is no such file, reporting every problem once', () => {
  expect(refusalOf({ 'dev.imports.json': '{ "backup": [' })).toMatch(
    /^environments\/dev\.imports\.json is refused: 1 problem\n\n {2}line 1, column 14\n {4}The file is not valid JSON: /,
  );
  expect(refusalOf({ 'dev.imports.json': '{ "iam": [], "iam": [] }' })).toBe(text`
    environments/dev.imports.json is refused: 1 problem

      line 1, column 14: iam
        The object already has the key "iam".
        → keep one of them
  `);
  const entries = [`{ "to": "${role}", "id": "" }`, `{ "to": "${role}", "ids": "a" }`, `{ "to": "b", "id": "\${c}" }`];
  expect(refusalOf({ 'dev.imports.json': `{ "iam": [\n${entries.slice(0, 2).join(',\n')}] }` })).toBe(
    text`
    environments/dev.imports.json is refused: 2 problems

      line 3, column 34: iam.1.ids
        Unknown key "ids". Did you mean "id"?
        → write id, or remove it

      line 2, column 34: iam.0.id = ""
        Found text, but an ID is required.
        → write an ID
  `.replaceAll('column 34', `column ${role.length + 13}`),
  );
  expect(refusalOf({ 'dev.imports.json': `{ "iam": [\n${entries[2]}] }` })).toContain(
    'iam.0.id = "${c}"\n    Terraform would read this as an expression, not as text.',
  );
});

test('X2 refuses two imports into one address', () => {
  const entry = (id: string) => `{ "to": "${role}", "id": "${id}" }`;
  expect(refusalOf({ 'dev.imports.json': `{ "iam": [\n${entry('a')},\n${entry('b')}] }` })).toBe(
    `environments/dev.imports.json is refused: 1 problem\n\n  line 3, column 3: iam.1.to = "${role}"\n    Another entry of the stack imports into this address.\n    → keep the entry with the ID of the resource that the stack manages`,
  );
});

test('O1 X2 imports the managed organization once, with the ID that the configuration has', () => {
  const managed = structuredClone(organization);
  managed.managed = { servicePrincipals: ['backup.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] };
  const synth = (id: string) =>
    synthesizeAll([], managed, {
      'organization.imports.json': written({
        organizations: [
          { to: Object.keys(before).map((name) => `aws_organizations_organization.${name}`)[0] ?? '', id },
        ],
      }),
    });
  const json: Block = synthesizeAll([], managed)['organizations'] ?? {};
  const before: Block = json['resource'].aws_organizations_organization;
  const [{ id }] = json['import'];
  expect(synth(id)['organizations']?.['import']).toEqual(json['import']);
  expect(() => synth('o-other')).toThrow(`The configuration imports ${id} into this address.`);
});
