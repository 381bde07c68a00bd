import type { EnvironmentInput } from '../schema';
import { type Parts, refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

function copiedAway(change: (parts: Parts) => void): EnvironmentInput {
  return validEnvironment((parts) => {
    parts.rule.copies = [{ vault: 'Copies', accountId: '999999999999' }];
    change(parts);
  });
}

test('E8 refuses a copy to another account where the vault’s AWS-managed key decides', () => {
  const input = copiedAway(({ selection }) => {
    selection.resources = ['arn:aws:elasticfilesystem:*:*:file-system/*', 'arn:aws:dynamodb:*:*:table/*'];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.copies.Copies
        Copies to account 999999999999 would fail for DynamoDB, EFS: vault EC2 encrypts them with the AWS-managed key, which no other account can use.
        → give vault EC2 a customer-managed key, or select only resources that keep the key of their source, such as EC2, EBS or RDS
  `);
});

test('E8 warns of a copy to another account where the source’s own key decides', () => {
  const input = copiedAway(({ selection }) => {
    selection.resources = ['arn:aws:ec2:*:*:instance/*'];
  });
  expect(warningsOf(input)).toEqual([
    'warning backup.plans.EC2.rules.Daily.copies.Copies: copies to account 999999999999 fail for each EC2 resource that is encrypted with an AWS-managed key → encrypt the resources with a customer-managed key that the other account can use',
  ]);
});

test('E8 accepts a copy to another account under a customer-managed key', () => {
  const input = copiedAway(({ vault, selection }) => {
    vault.key = 'customer-managed';
    selection.resources = ['arn:aws:elasticfilesystem:*:*:file-system/*'];
  });
  expect(warningsOf(input)).toEqual([]);
});
