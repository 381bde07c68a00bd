import { reviewApps } from '../review';
import { withDefaults } from './ephemeral-variables';
import { REVIEW_OPTIONS } from '../../testing/review/options';

type Json = Record<string, unknown>;

const ROLE = 'arn:aws:iam::333333333333:role';

const provider = (role: string, variables?: Json): Json => ({
  terraform: {},
  provider: { aws: [{ alias: 'member', allowed_account_ids: ['333333333333'], assume_role: [{ role_arn: role }] }] },
  ...(variables === undefined ? {} : { variable: variables }),
});
const chosen = (otherwise: string, roles: Json = {}): Json =>
  provider(`${ROLE}/\${lookup(var.roles, "333333333333", "${otherwise}")}`, {
    roles: { type: 'map(string)', default: roles, ephemeral: true },
  });

function rulesOf(before: Json, after: Json): string[] {
  return reviewApps({ organizations: before }, { organizations: after }, REVIEW_OPTIONS).findings.map(
    ({ severity, rule }) => `${severity} ${rule}`,
  );
}

test('D a role that an ephemeral variable chooses is its default', () => {
  expect(withDefaults(chosen('Admin'))).toEqual(provider(`${ROLE}/Admin`));
  expect(rulesOf(provider(`${ROLE}/Admin`), chosen('Admin'))).toEqual([]);
  expect(rulesOf(chosen('Admin'), provider(`${ROLE}/Admin`))).toEqual([]);
});

test.each<[string, Json]>([
  ['another role', chosen('Other')],
  ['another role in the default of the variable', chosen('Admin', { '333333333333': 'Other' })],
  ['another account', JSON.parse(JSON.stringify(chosen('Admin')).replace(ROLE, 'arn:aws:iam::1:role'))],
])('D reports %s', (_, after) => {
  expect(rulesOf(chosen('Admin'), after)).toEqual(['high wrong-account']);
});

test('D ignores a default for another account, and a variable that chooses the role itself', () => {
  expect(rulesOf(chosen('Admin'), chosen('Admin', { '444444444444': 'Other' }))).toEqual([]);
  const variable = { role: { type: 'string', default: `${ROLE}/Admin`, ephemeral: true } };
  expect(rulesOf(chosen('Admin'), provider('${var.role}', variable))).toEqual([]);
});

test('D reports a variable that a plan saves, and an expression that it does not know', () => {
  const saved = structuredClone(chosen('Admin')) as { variable: { roles: Json } };
  delete saved.variable.roles['ephemeral'];
  expect(rulesOf(chosen('Admin'), saved as Json)).toContain('high wrong-account');
  const unknown = provider(`${ROLE}/\${upper(var.roles)}`, { roles: { default: 'Admin', ephemeral: true } });
  expect(withDefaults(unknown)).toEqual(unknown);
  expect(rulesOf(chosen('Admin'), unknown)).toContain('high wrong-account');
});
