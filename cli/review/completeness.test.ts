import fc from 'fast-check';

import { readStack } from '../../review/model/read-stack';
import { leavesOf } from '../../domain/terraform/changes/value';
import { changeRulesOf, ruleAt } from '../../review/rules/change-rules';
import { type App, type Block, reviewBetween, fixtureApp } from '../../testing/review/fixture-app';

const app = fixtureApp();

test('D has a rule for every attribute of every type in the shipped app', () => {
  const parts = Object.entries<Block>(app).flatMap(([name, json]) => [...readStack(name, json).parts.values()]);
  const types = new Set(parts.map(({ type }) => type));
  expect([...types].filter((type) => changeRulesOf(type) === undefined)).toEqual([]);
  const unknown = parts.flatMap(({ type, arguments: said }) =>
    leavesOf(said)
      .filter(({ path }) => path.length > 0 && ruleAt(type, path) === undefined)
      .map(({ path }) => `${type} ${path.join('/')}`),
  );
  expect([...new Set(unknown)]).toEqual([]);
  // The test would be empty if there were nothing to look at.
  expect(types.size).toBeGreaterThan(25);
});

type Path = readonly (string | number)[];

/** Every scalar of the JSON but for its metadata, by its path. */
function scalarsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '//' ? [] : scalarsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Where policy documents are computed says nothing about what they hold, nor do texts about a variable. */
const isSilent = (path: Path): boolean =>
  (path[2] === 'aws_iam_policy_document' && path.at(-1) === 'provider') ||
  (path[1] === 'variable' && ['description', 'type'].includes(String(path.at(-1))));

test('D reports every change of a scalar', () => {
  const places = scalarsIn(app).filter((path) => !isSilent(path));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom('changed', 'removed'), (path, what) => {
      // Without them, a resource is in the region of its provider, and in the account of the stack.
      fc.pre(what !== 'removed' || path[1] !== 'resource' || !['region', 'provider'].includes(String(path.at(-1))));
      const base = environmentOf(String(path[0]));
      const head = structuredClone(base);
      const holder: Block = path.slice(0, -1).reduce<Block>((inner, key) => inner[key], head);
      const last = path.at(-1) ?? '';
      if (what === 'changed') holder[last] = other(holder[last]);
      else if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else delete holder[last];
      expect(reviewBetween(base, head).findings).not.toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** The stacks of the environment that a stack belongs to: only they read each other's outputs, and fewer are reviewed faster. */
function environmentOf(stack: string): App {
  const [environment = ''] = stack.split('-');
  return Object.fromEntries(Object.entries(app).filter(([name]) => name.startsWith(environment)));
}

test.each(['dev-iam', 'organizations'])('D says nothing about the environment of %s compared with itself', (stack) => {
  const environment = environmentOf(stack);
  expect(Object.keys(environment)).toContain(stack);
  expect(reviewBetween(environment, structuredClone(environment)).findings).toEqual([]);
});

function other(scalar: unknown): unknown {
  if (typeof scalar === 'boolean') return !scalar;
  if (typeof scalar === 'number') return scalar + 1;
  const text = String(scalar);
  return text.startsWith('{') ? text.replace('}', ',"x":1}').replace('{,', '{') : `${text}x`;
}

test('D reports nothing for an app compared with itself, in any order of keys and blocks', () => {
  expect(reviewBetween(app, fixtureApp()).findings).toEqual([]);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(1000)), (numbers) => {
      expect(reviewBetween(app, shuffled(app, numbers) as App).findings).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

/** With every object's keys in another order, and so the lists whose order says nothing. */
function shuffled(value: unknown, numbers: Iterator<number>): unknown {
  const mixed = <T>(list: readonly T[]): T[] =>
    list
      .map((element) => ({ element, rank: Number(numbers.next().value) }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ element }) => element);
  if (Array.isArray(value)) {
    const inner = value.map((element) => shuffled(element, numbers));
    return mixed(inner);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(mixed(Object.entries(value)).map(([key, inner]) => [key, shuffled(inner, numbers)]));
}
