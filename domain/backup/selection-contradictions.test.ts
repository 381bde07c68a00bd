import fc from 'fast-check';

import { planSelecting, type WrittenTerm } from '../../testing/placed-selection';
import { type Resource, type ResourceSelection, selects, type TagCondition } from '../coverage/resource-selection';
import { contradictions } from './selection-contradictions';

const found = (...terms: WrittenTerm[]) =>
  contradictions(planSelecting(terms)).map(({ finding: { rule, path } }) => `${rule} ${path}`);

const CONTRADICTS = 'conditions-contradict S.conditions';

test.each<[WrittenTerm[], string[]]>([
  [
    [
      ['stringEquals', 'Stage', 'a'],
      ['stringEquals', 'Stage', 'b'],
    ],
    ['tag-with-two-values S.conditions.stringEquals.Stage'],
  ],
  [
    [
      ['stringEquals', 'Stage', 'a'],
      ['stringNotEquals', 'Stage', 'a'],
    ],
    [`${CONTRADICTS}.stringNotEquals.Stage`],
  ],
  [
    [
      ['stringNotLike', 'Stage', 'prod-*'],
      ['stringEquals', 'Stage', 'prod-1'],
    ],
    [`${CONTRADICTS}.stringEquals.Stage`],
  ],
  [
    [
      ['stringEquals', 'Stage', 'test'],
      ['stringLike', 'Stage', 'prod-*'],
    ],
    [`${CONTRADICTS}.stringLike.Stage`],
  ],
  [
    [
      ['stringLike', 'Stage', 'prod-*'],
      ['stringLike', 'Stage', 'test-*'],
    ],
    [`${CONTRADICTS}.stringLike.Stage`],
  ],
  [
    [
      ['stringLike', 'Stage', 'prod-web-*'],
      ['stringNotLike', 'Stage', 'prod-*'],
    ],
    [`${CONTRADICTS}.stringNotLike.Stage`],
  ],
  [
    [
      ['stringLike', 'Stage', 'prod'],
      ['stringNotEquals', 'Stage', 'prod'],
    ],
    [`${CONTRADICTS}.stringNotEquals.Stage`],
  ],
  [[['stringNotLike', 'Stage', '*']], [`${CONTRADICTS}.stringNotLike.Stage`]],
  [
    [
      ['any', 'Stage', 'a'],
      ['any', 'Stage', 'ab'],
      ['stringNotLike', 'Stage', 'a*'],
    ],
    [`${CONTRADICTS}.stringNotLike.Stage`],
  ],
])('N7 nothing satisfies %j', (terms, expected) => {
  expect(found(...terms)).toEqual(expected);
});

test.each<WrittenTerm[][]>([
  [
    [
      ['stringEquals', 'Stage', 'a'],
      ['stringEquals', 'Stage', 'a'],
    ],
  ],
  [
    [
      ['stringEquals', 'Stage', 'a'],
      ['stringEquals', 'Team', 'b'],
    ],
  ],
  [
    [
      ['stringEquals', 'Stage', 'a'],
      ['stringNotEquals', 'Stage', 'A'],
    ],
  ],
  [
    [
      ['stringEquals', 'Stage', 'prod'],
      ['stringNotLike', 'Stage', 'prod-*'],
    ],
  ],
  [
    [
      ['stringEquals', 'Stage', 'prod-1'],
      ['stringLike', 'Stage', 'prod-*'],
    ],
  ],
  [
    [
      ['stringLike', 'Stage', 'prod-*'],
      ['stringLike', 'Stage', '*-web'],
    ],
  ],
  [
    [
      ['stringLike', 'Stage', 'prod-*'],
      ['stringNotLike', 'Stage', 'prod-web-*'],
    ],
  ],
  [
    [
      ['stringNotEquals', 'Stage', 'a'],
      ['stringNotEquals', 'Stage', 'b'],
    ],
  ],
  [[['stringNotLike', 'Stage', '*-tmp']]],
  [[['stringLike', 'Stage', '*']]],
  [
    [
      ['any', 'Stage', 'a'],
      ['any', 'Stage', 'b'],
      ['stringNotLike', 'Stage', 'a*'],
    ],
  ],
])('N7 some tag satisfies %j', (terms) => {
  expect(found(...terms)).toEqual([]);
});

test('N7 names the tag and both conditions', () => {
  const [judged] = contradictions(
    planSelecting([
      ['stringEquals', 'Stage', 'prod'],
      ['stringNotEquals', 'Stage', 'prod'],
    ]),
  );
  expect(judged?.from).toEqual(['S.conditions.stringEquals.Stage', 'S.conditions.stringNotEquals.Stage']);
  expect(judged?.finding).toMatchObject({
    severity: 'error',
    message:
      'no value of the tag Stage satisfies StringEquals "prod" and StringNotEquals "prod", so nothing would be selected',
    remedy: 'leave one of the conditions out, or correct its value',
  });
});

const OPERATORS = ['any', 'stringEquals', 'stringLike', 'stringNotEquals', 'stringNotLike'] as const;
// `stringNotLike *` is refused although a resource without the tag may fulfill it: AWS documents only resources with it.
const value = fc.constantFrom('x', 'y', 'xy', 'x y', 'x*', '*y', 'x*y', '**x');
const termOn = (...keys: string[]): fc.Arbitrary<WrittenTerm> =>
  fc.tuple(fc.constantFrom(...OPERATORS), fc.constantFrom(...keys), value);

function selectionOf(terms: readonly WrittenTerm[]): ResourceSelection {
  const tags = terms.filter(([operator]) => operator === 'any').map(([, key, text]) => ({ key, value: text }));
  const conditions = terms.flatMap(([operator, key, text]): TagCondition[] =>
    operator === 'any' ? [] : [{ operator, key, value: text }],
  );
  return { resources: [], notResources: [], tags, conditions };
}

/** Every text of up to three of these characters. */
function textsOf(characters: readonly string[]): string[] {
  const longer = (texts: readonly string[]) => texts.flatMap((text) => characters.map((one) => text + one));
  const [one, two] = [longer(['']), longer(longer(['']))];
  return ['', ...one, ...two, ...longer(two)];
}

const VALUES = [undefined, ...textsOf(['x', 'y', ' ', '*'])];

const isSelected = (terms: readonly WrittenTerm[], tags: Resource['tags']) =>
  selects(selectionOf(terms), { arn: 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-1', tags }, { optedIn: true });

function tagsOf(values: Readonly<Record<string, string | undefined>>): Resource['tags'] {
  return Object.fromEntries(Object.entries(values).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])));
}

test('N7 no resource has tags that a selection of nothing selects', () => {
  fc.assert(
    fc.property(
      fc.array(termOn('A', 'B'), { minLength: 1, maxLength: 4 }),
      fc.array(fc.record({ A: fc.constantFrom(...VALUES), B: fc.constantFrom(...VALUES) }), {
        minLength: 20,
        maxLength: 50,
      }),
      (terms, resources) => {
        fc.pre(found(...terms).length > 0);
        expect(resources.filter((values) => isSelected(terms, tagsOf(values)))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('N7 every other selection of one or two terms selects some resource', () => {
  fc.assert(
    fc.property(fc.array(termOn('A'), { minLength: 1, maxLength: 2 }), (terms) => {
      expect(VALUES.some((text) => isSelected(terms, tagsOf({ A: text })))).toBe(found(...terms).length === 0);
    }),
    { numRuns: 300 },
  );
});
