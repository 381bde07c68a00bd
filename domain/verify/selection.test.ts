import { compareSelections, type FoundSelection } from './selection';
import { differences } from '../../testing/differences';

const configured = {
  name: 'Tagged',
  tags: { App: ['a', 'b'] },
  match: 'all' as const,
  resources: [],
  notResources: [],
};

const key = 'aws:ResourceTag/App';

const found: FoundSelection = {
  name: 'Tagged',
  roleArn: 'arn:role',
  terms: {
    any: [],
    conditions: {
      stringEquals: [
        { key, value: 'b' },
        { key, value: 'a' },
      ],
      stringLike: [],
    },
    resources: ['*'],
    notResources: [],
  },
};

const compareWith = (settings: { otherSelections?: 'unmanaged' }, ...others: readonly FoundSelection[]) =>
  differences(
    compareSelections(
      { region: 'ap-northeast-1', plan: 'EC2', roleArn: 'arn:role' },
      { selections: [configured], ...settings },
      others,
    ),
  );

const compare = (...others: readonly FoundSelection[]) => compareWith({}, ...others);

test('N9 a selection of which all tags must fit is one of conditions on every resource', () => {
  expect(compare(found)).toEqual([]);
});

test('N9 a selection differs where any tag is enough', () => {
  const any = { ...found.terms, any: [{ key: 'App', value: 'a' }], conditions: {} };
  expect(compare({ ...found, terms: any })).toEqual([
    'different selection EC2/Tagged any of the tags: none | App=a',
    'different selection EC2/Tagged all of the conditions: stringEquals aws:ResourceTag/App=a, stringEquals aws:ResourceTag/App=b | none',
  ]);
});

test('X4 a selection with a role of its own is compared with that role', () => {
  const where = { region: 'ap-northeast-1', plan: 'EC2', roleArn: 'arn:role' };
  const compareOwn = (roleArn: string) =>
    differences(
      compareSelections(where, { selections: [{ ...configured, roleArn: 'arn:own' }] }, [{ ...found, roleArn }]),
    );
  expect(compareOwn('arn:own')).toEqual([]);
  expect(compareOwn('arn:role')).toEqual(['different selection EC2/Tagged role: arn:own | arn:role']);
});

test('N9 a selection that is missing, or not configured', () => {
  expect(compare({ ...found, name: 'By-hand' })).toEqual([
    'different selection EC2/Tagged selection: exists | none',
    'different selection EC2/By-hand selection: none | exists',
  ]);
});

test('X1 lists selections that are not managed, and still compares those that are configured', () => {
  const other = { ...found, name: 'By-hand' };
  expect(compareWith({ otherSelections: 'unmanaged' }, found, other)).toEqual([
    'not compared selection EC2/By-hand selection: unmanaged | exists',
  ]);
  expect(compareWith({ otherSelections: 'unmanaged' }, other)).toEqual([
    'different selection EC2/Tagged selection: exists | none',
    'not compared selection EC2/By-hand selection: unmanaged | exists',
  ]);
});
