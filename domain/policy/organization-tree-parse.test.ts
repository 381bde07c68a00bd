import { parseOrganizationTree } from './organization-tree-parse';

const parse = (input: unknown) =>
  parseOrganizationTree(input).findings.map(({ path, message, remedy }) => `${path}: ${message} → ${remedy}`);

test('O5 reads a tree, and treats empty lists as left out', () => {
  const input = {
    policies: { P: { plans: {} } },
    root: {
      id: 'r-1',
      policies: ['P'],
      ous: [{ id: 'ou-1', name: 'Work', policies: [], ous: [], accounts: [{ id: '111111111111', policies: ['P'] }] }],
    },
  };
  expect(parseOrganizationTree(input)).toEqual({
    findings: [],
    tree: { policies: input.policies, root: { ...input.root, accounts: [] } },
  });
});

test('O5 reports all problems of a tree at once', () => {
  const findings = parse({
    policies: { Daily: {}, Wrong: 'text' },
    roots: {},
    root: {
      id: 'r-1',
      policies: ['Dayly', 'Daily', 'Daily', 7],
      accounts: [{ id: '111111111111', polices: [] }, { id: '12345' }, { id: 222222222222 }, 'account'],
      ous: [{ id: 'ou-1', accounts: [{ id: '111111111111', policies: 'Daily' }], ous: {} }, { id: 'ou-1' }],
    },
  });
  expect(findings).toEqual([
    'roots: unknown key "roots" → write root',
    'policies/Wrong: Wrong cannot be "text" → write an object',
    'root/policies/0: there is no policy "Dayly" → write Daily',
    'root/policies/3: entry 3 cannot be 7 → write text in quotes',
    'root/policies/2: policy Daily is already attached here → keep only one of the two',
    'root/accounts/0/polices: unknown key "polices" → write policies',
    'root/accounts/1/id: "12345" is not an account ID → write its 12 digits, in quotes',
    'root/accounts/2/id: id cannot be 222222222222 → write text in quotes',
    'root/accounts/3: entry 3 cannot be "account" → write an object',
    'root/ous/0/accounts/0/id: account 111111111111 is already at root/accounts/0 → keep only one of the two',
    'root/ous/0/accounts/0/policies: policies cannot be "Daily" → write a list',
    'root/ous/0/ous: ous cannot be an object → write a list',
    'root/ous/1/id: OU ou-1 is already at root/ous/0 → keep only one of the two',
  ]);
});

test('O5 accepts ten policies at one target, and refuses an eleventh', () => {
  const names = Array.from({ length: 11 }, (_, index) => `P${index}`);
  const policies = Object.fromEntries(names.map((name) => [name, {}]));
  const input = (attached: string[]) => ({ policies, root: { id: 'r-1', policies: attached } });
  expect(parse(input(names.slice(1)))).toEqual([]);
  expect(parse(input(names))).toEqual([
    'root/policies: 11 policies at one target, but AWS allows 10 → keep 10, or merge some',
  ]);
});

test('O5 accepts five levels of OUs, and refuses a sixth', () => {
  const nested = (levels: number): object[] => (levels === 0 ? [] : [{ id: `ou-${levels}`, ous: nested(levels - 1) }]);
  expect(parse({ root: { id: 'r-1', ous: nested(5) } })).toEqual([]);
  expect(parse({ root: { id: 'r-1', ous: nested(7) } })).toEqual([
    'root/ous/0/ous/0/ous/0/ous/0/ous/0/ous/0: OU ou-2 is 6 levels below the root, but AWS allows 5 → move it up, or remove a level',
  ]);
});

test.each([
  [undefined, ['the tree is missing → write an object']],
  [[], ['the tree cannot be a list → write an object']],
  [{}, ['root is missing → write an object']],
  [{ root: null }, ['root cannot be null → write an object']],
])('O5 refuses %j', (input, messages) => {
  const { tree, findings } = parseOrganizationTree(input);
  expect(tree).toBeUndefined();
  expect(findings.map(({ message, remedy }) => `${message} → ${remedy}`)).toEqual(messages);
});

test('O5 a policy is not found among what every object has', () => {
  expect(parse({ policies: {}, root: { id: 'r-1', policies: ['constructor'] } })).toEqual([
    'root/policies/0: there is no policy "constructor" → add it to policies',
  ]);
});
