import type { OrganizationInput } from '../../environments/organization/organization';
import { parsedTemplate } from '../../domain/baseline/template-names';
import { unitsOf } from '../../domain/organization/organization';
import { parseEnvironments } from '../../environments/parse';
import { largeOrganization } from '../../testing/organization/large-organization';
import { fixtures } from '../../testing/fixtures';
import { type Block, synthesizeAll } from '../../testing/synthesized';

const inStackSet = (accounts: number): OrganizationInput => {
  const organization = largeOrganization(accounts);
  return { ...organization, baseline: { ...organization.baseline, rollout: 'stack-set' } };
};
const stacksOf = (accounts: number): Record<string, Block> =>
  synthesizeAll([fixtures.dev, fixtures.stg, fixtures.prod], inStackSet(accounts));
const bytes = (stacks: Record<string, Block>): number => Buffer.byteLength(JSON.stringify(stacks));

test('M1 M2 synthesizes 60 accounts in four levels of OUs with three policies', () => {
  const input = inStackSet(60);
  const { organization } = parseEnvironments(
    [fixtures.dev, fixtures.stg, fixtures.prod].map((one) => ({ file: one.name, name: one.name, input: one })),
    new Date('2026-11-21T00:00:00Z'),
    { file: 'environments/organization.ts', input },
  );
  const paths = organization ? unitsOf(organization).map(({ path }) => path.split('/').length) : [];
  expect(Math.max(...paths)).toBe(4);

  const stacks = stacksOf(60);
  const { resource, provider } = stacks['organizations'] ?? {};
  expect(Object.values<Block>(resource.aws_organizations_policy).map(({ name }) => name)).toEqual([
    'daily',
    'hourly',
    'weekly',
  ]);
  expect(provider.aws).toHaveLength(1);
  const [set] = Object.values<Block>(stacks['organizations-members']?.['resource'].aws_cloudformation_stack_set);
  expect(Object.values(parsedTemplate(set?.['template_body']).Resources ?? {}).map(({ Type }) => Type)).toEqual([
    'AWS::IAM::Role',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Role',
    'AWS::KMS::Key',
    'AWS::KMS::Alias',
    'AWS::Backup::BackupVault',
  ]);
});

test('M2 JSON grows by less than 1 KB from 10 to 10,000 accounts', () => {
  expect(bytes(stacksOf(10_000)) - bytes(stacksOf(10))).toBeLessThan(1024);
});
