import type { Finding } from '../../finding';
import type { JsonNode } from '../json-text';
import { found, OBSERVED, OPERATORS_PAGE, type Concern, type RuleDescription } from './concern';
import { sectionsOf, settingsOf } from './traversal';
import { textOf } from './values';

const CHILD_CONTROL = '@@operators_allowed_for_child_policies';
const PERMISSIONS: readonly string[] = ['@@all', '@@none', '@@assign', '@@append', '@@remove'];

const permissionUnknown: RuleDescription = {
  name: 'child-operators-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'something else than a list of operators under `@@operators_allowed_for_child_policies`',
  why: `it takes a list of ${PERMISSIONS.join(', ')}, in any case`,
  see: OPERATORS_PAGE,
};

const noneWithOthers: RuleDescription = {
  name: 'child-operators-none-with-others',
  severity: 'error',
  source: 'aws',
  summary: '`@@none` together with another operator',
  why: 'CreatePolicy refuses the contradiction; `@@all` beside another passes',
  see: OBSERVED,
};

const repeated: RuleDescription = {
  name: 'child-operators-repeated',
  severity: 'error',
  source: 'aws',
  summary: 'an operator that is allowed twice, in the same spelling',
  why: 'CreatePolicy refuses exact repeats; those that differ in case pass',
  see: OBSERVED,
};

/** What stands under `@@operators_allowed_for_child_policies`. */
export const childOperators: Concern = {
  rules: [permissionUnknown, noneWithOthers, repeated],
  check: ({ document }) => [
    ...sectionsOf(document).flatMap(({ path, members }) => judgeAll(path, members)),
    ...settingsOf(document).flatMap(({ setting, member: { node } }) =>
      node.kind === 'object' ? judgeAll(setting.path, node.members) : [],
    ),
  ],
};

function judgeAll(path: string, members: readonly { name: string; node: JsonNode }[]): Finding[] {
  return members
    .filter(({ name }) => name.toLowerCase() === CHILD_CONTROL)
    .flatMap(({ node }) => (node.kind === 'list' ? judge(path, node.elements) : [unknown(path)]));
}

function judge(path: string, elements: readonly JsonNode[]): Finding[] {
  const allowed = elements.map((element) => textOf(element) ?? '');
  const lowered = allowed.map((operator) => operator.toLowerCase());
  const strangers = allowed.filter((_, index) => !PERMISSIONS.includes(lowered[index] ?? ''));
  const findings = strangers.map((operator) => unknown(path, operator));
  if (lowered.includes('@@none') && lowered.some((operator) => operator !== '@@none')) {
    findings.push(
      found(noneWithOthers, {
        path,
        message: `child policies may use ${allowed.join(', ')}: none, and yet some`,
        remedy: 'write ["@@none"] alone, or leave @@none out',
      }),
    );
  }
  const twice = allowed.find((operator, index) => allowed.indexOf(operator) !== index);
  if (twice !== undefined) {
    findings.push(
      found(repeated, { path, found: twice, message: `${twice} is allowed twice`, remedy: `name ${twice} once` }),
    );
  }
  return findings;
}

function unknown(path: string, operator?: string): Finding {
  return found(permissionUnknown, {
    path,
    ...(operator !== undefined && { found: operator }),
    message:
      operator === undefined
        ? 'what child policies may use is not a list'
        : `"${operator}" is no operator that can be allowed to child policies`,
    remedy: `write a list of ${PERMISSIONS.join(', ')}`,
  });
}
