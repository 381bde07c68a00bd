import { readFileSync } from 'node:fs';
import path from 'node:path';

import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { fixtures } from '../../testing/fixtures';
import type { Statement } from '../../testing/iam/statement';
import { statementsOf } from '../../testing/permissions';
import { synthesizeAll } from '../../testing/synthesized';

// What an apply role may change beyond its own stacks: each action has a reason, in its record and in ADR 26.

const ADR = path.join(__dirname, '..', '..', 'docs', 'adr', '0026-scoped-roles.md');

const RECORDED = new Map([...TERRAFORM_TYPES.values()].flatMap(({ unscoped = {} }) => Object.entries(unscoped)));

const stacks = synthesizeAll([fixtures.prod], fixtures.organization);
const statements = ['prod', 'organizations'].flatMap((name) => statementsOf(stacks[`${name}-state-bootstrap`]));

/** Whether a resource is any resource of its kind. `name:*` is a part of the resource `name`, `kind/name:*` has an ID at its end. */
const isAny = (resource: string, all: readonly string[]): boolean =>
  /(?:^|[:/])\*$/.test(resource) && !/\/[\w-]+:\*$/.test(resource) && !all.includes(resource.slice(0, -2));

/** Whether a statement applies to resources with the tags of the stacks only, or to new ones with these tags only. */
const isTagged = ({ condition = [] }: Statement): boolean =>
  condition.some(({ test: operator, variable }) => operator === 'StringEquals' && variable.endsWith('Tag/Service')) &&
  condition.every(({ test: operator }) => operator !== 'Null');

const unscoped = statements
  .filter((statement) => !isTagged(statement))
  .filter(({ resources = [] }) => resources.some((resource) => isAny(resource, resources)))
  .flatMap(({ actions }) => actions);

test('E1 every action of an apply role that neither a name nor a tag limits has its reason in a record', () => {
  expect([...new Set(unscoped)].toSorted()).toEqual([...RECORDED.keys()].toSorted());
});

test('E1 ADR 26 lists every such action with its reason', () => {
  const rows = readFileSync(ADR, 'utf8')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').trim());
  const missing = [...RECORDED]
    .map(([action, reason]) => `| \`${action}\` | ${reason} |`)
    .filter((row) => !rows.includes(row));
  expect(missing).toEqual([]);
  expect(rows.filter((row) => row.startsWith('| `'))).toHaveLength(RECORDED.size);
});
